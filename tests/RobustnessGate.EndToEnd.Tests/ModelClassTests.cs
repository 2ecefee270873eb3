namespace RobustnessGate.EndToEnd.Tests;

/// <summary>A module class of the built assembly, compiled against TorchSharp, with weights from a <c>.dat</c> file.</summary>
public sealed class ModelClassTests(ModelClassTests.ModelProject model) : IClassFixture<ModelClassTests.ModelProject>
{
    [Fact]
    public void A_class_of_the_project_is_measured_and_a_changed_class_is_measured_again()
    {
        var first = Build("App.Linear");
        var raised = Build("App.Linear", "-p:RobustAccuracyMin=0.99");
        var measured = Measurement.Of(model.Project);
        model.Project.Write("Class.cs", "namespace App;\n\npublic static class Another { }\n");
        var changed = Build("App.Linear");

        Assert.True(first.Succeeded, first.Output);
        Assert.Equal("RG1001", Assert.Single(raised.Errors).Code);
        Assert.True(changed.Succeeded, changed.Output);
        Assert.NotEqual(measured.Seconds, Measurement.Of(model.Project).Seconds);
    }

    [Theory]
    [InlineData("App.Liner", "RG0105", "did you mean 'App.Linear'?")]
    [InlineData("App.WithArgument", "RG0106", "has no public parameterless constructor")]
    [InlineData("App.Wide", "RG0107", "linear.weight")]
    [InlineData("App.NotFinite", "RG3010", "not finite for 32 of 32 examples")]
    [InlineData("App.Constant", "RG3011", "the same output for all 32 examples")]
    [InlineData("App.FiveClasses", "RG0205", "the model returns 5 scores (labels 0 to 4)")]
    [InlineData("App.Throws", "RG3009", "on a batch of 32 inputs of shape [1, 28, 28]: Not today.")]
    public void A_class_that_cannot_be_measured_fails_the_build_in_one_sentence(string name, string code, string text)
    {
        var build = Build(name);

        Assert.False(build.Succeeded, build.Output);
        var error = Assert.Single(build.Errors);
        Assert.Equal(code, error.Code);
        Assert.Contains(text, error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_model_is_called_out()
    {
        var build = Build("App.Random");

        Assert.True(build.Succeeded, build.Output);
        Assert.Contains("RG2002", build.Warnings.Select(warning => warning.Code));
    }

    private BuildResult Build(string name, params string[] arguments) =>
        model.Project.Build(["--no-restore", "-p:RobustnessModel=" + name, .. arguments]);

    /// <summary>A restored project with one usable class and several that are not.</summary>
    public sealed class ModelProject
    {
        private const string Models = """
            using TorchSharp;
            using static TorchSharp.torch;

            namespace App;

            public class Linear : nn.Module<Tensor, Tensor>
            {
                private readonly TorchSharp.Modules.Linear linear;

                public Linear() : this(10) { }

                protected Linear(int classes) : base("Linear")
                {
                    linear = nn.Linear(784, classes);
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x) => linear.call(x.flatten(1));
            }

            public sealed class Wide : Linear { public Wide() : base(20) { } }

            public sealed class WithArgument : Linear { public WithArgument(string name) { } }

            public sealed class NotFinite : Linear { public override Tensor forward(Tensor x) => base.forward(x) / 0; }

            public sealed class Constant : Linear { public override Tensor forward(Tensor x) => base.forward(x) * 0; }

            public sealed class FiveClasses : Linear { public override Tensor forward(Tensor x) => base.forward(x).narrow(1, 0, 5); }

            public sealed class Random : Linear { public override Tensor forward(Tensor x) => base.forward(x) + rand(x.shape[0], 10); }

            public sealed class Throws : Linear { public override Tensor forward(Tensor x) => throw new System.InvalidOperationException("Not today."); }
            """;

        public ModelProject(PackedFeed feed)
        {
            Project = GeneratedProject.WithModel(feed, Fixture.Fragile)
                .WithTorchSharp()
                .With("RobustnessCheckpoint", "weights.dat")
                .With("RobustAccuracyMin", "0");
            Project.Write("Models.cs", Models);
            File.WriteAllBytes(Project.PathOf("weights.dat"), Weights());
            var build = Project.Build("-p:RobustnessGateEnabled=false");
            Assert.True(build.Succeeded, build.Output);
        }

        internal GeneratedProject Project { get; }

        // TorchSharp's format: the number of tensors, then for each its name, element type (6 is float32), sizes and bytes;
        // numbers are LEB128.
        private static byte[] Weights()
        {
            var bias = Enumerable.Range(0, 10).Select(i => i / 100f);
            var weight = Enumerable.Range(0, 7840).Select(i => MathF.Sin(i * i));
            return
            [
                2,
                13, .. "linear.weight"u8, 6, 2, 10, 0x90, 0x06, .. weight.SelectMany(BitConverter.GetBytes),
                11, .. "linear.bias"u8, 6, 1, 10, .. bias.SelectMany(BitConverter.GetBytes),
            ];
        }
    }
}

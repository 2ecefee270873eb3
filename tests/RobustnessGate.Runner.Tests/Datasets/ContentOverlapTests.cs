using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class ContentOverlapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Examples_in_common_are_found_by_their_content_wherever_they_are()
    {
        using var training = TrainingDataOf.Bytes(_folder, [10, 11, 12, 11], [0, 0, 0, 0]);
        using var gate = Gate([5, 12, 6, 11, 12]);

        Assert.Equal([(1, 2), (3, 1), (4, 2)], ContentOverlap.Of(training, gate).Pairs);
    }

    [Fact]
    public void Of_a_shuffled_part_of_the_gates_data_the_numbers_are_those_in_the_file()
    {
        byte[] inputs = [1, 2, 3, 4, 5, 6, 7, 8];
        using var training = TrainingDataOf.Bytes(_folder, inputs, new byte[8]);
        using var gate = DatasetLoader.Load(TrainingDataOf.File(_folder, inputs, new byte[8]), Bounds.Unit, samples: 3, shuffle: true, seed: 5);

        Assert.Equal(gate.Indices.Select(index => (index, index)), ContentOverlap.Of(training, gate).Pairs);
    }

    [Fact]
    public void Data_without_a_common_example_passes()
    {
        using var training = TrainingDataOf.Bytes(_folder, [1, 2, 3], [0, 1, 2]);
        using var gate = Gate([4, 5]);

        ContentOverlap.RequireNone(training, gate);
    }

    [Fact]
    public void One_common_example_is_an_error_that_names_it_whatever_its_label()
    {
        using var training = TrainingDataOf.Bytes(_folder, [1, 2, 3], [0, 1, 2]);
        using var gate = Gate([9, 3]);

        var message = Expect.Gate(Codes.TrainingDataOverlaps, () => ContentOverlap.RequireNone(training, gate));

        Assert.StartsWith("1 of the 2 examples of the gate's data", message, StringComparison.Ordinal);
        Assert.Contains("is in the training data", message, StringComparison.Ordinal);
        Assert.Contains("(example 1 is training example 2)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_common_examples_the_first_are_named()
    {
        using var training = TrainingDataOf.Bytes(_folder, [1, 2, 3, 4, 5], new byte[5]);
        using var gate = Gate([5, 4, 3, 2, 1]);

        var message = Expect.Gate(Codes.TrainingDataOverlaps, () => ContentOverlap.RequireNone(training, gate));

        Assert.StartsWith("5 of the 5 ", message, StringComparison.Ordinal);
        Assert.Contains("example 2 is training example 2, ...)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_training_set_being_the_gates_set_is_an_error()
    {
        using var training = TrainingData.Open(Fixture.PathOf("fashion-256.npz"), Bounds.Unit);
        using var gate = DatasetLoader.Load(Fixture.PathOf("fashion-256.npz"), Bounds.Unit, samples: null, shuffle: false, seed: 0);

        Assert.StartsWith("256 of the 256 ", Expect.Gate(Codes.TrainingDataOverlaps, () => ContentOverlap.RequireNone(training, gate)), StringComparison.Ordinal);
    }

    private Dataset Gate(byte[] inputs) =>
        DatasetLoader.Load(TrainingDataOf.File(_folder, inputs, [.. inputs.Select(_ => (byte)1)]), Bounds.Unit, samples: null, shuffle: false, seed: 0);
}

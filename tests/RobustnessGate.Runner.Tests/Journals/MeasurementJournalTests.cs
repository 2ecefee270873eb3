using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Journals;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Journals;

public sealed class MeasurementJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    private string Path => folder.File(MeasurementJournal.FileName);

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_was_added_is_found_by_the_next_run_and_by_its_place_alone()
    {
        using (var first = Open())
        {
            first.Part(0).Add(2, 1, Result(1));
            first.Part(1).Add(2, 1, Result(2));
        }

        using var second = Open();
        Assert.Equal(2, second.Resumed);
        AssertSame(Result(1), second.Part(0).Find(2, 1)!);
        AssertSame(Result(2), second.Part(1).Find(2, 1)!);
        Assert.Null(second.Part(0).Find(1, 2));
        Assert.Equal(1.5 + 2.5, second.ResumedSeconds);
    }

    [Fact]
    public void An_entry_holds_everything_that_a_result_does()
    {
        // What is added there must be added to the journal's entries too.
        Assert.Equal(
            ["LowestMargins", "NonFiniteOutside", "Passes", "Seconds", "Unconfirmed", "VerificationPasses", "Witnesses", "ZeroGradients", "ZeroGradientsOnPath"],
            typeof(AttackRunResult).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Distance", "Index", "Input", "NonFinite", "Predicted", "Survives8Bit"],
            typeof(Witness).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_journal_of_another_measurement_is_begun_anew()
    {
        using (var other = MeasurementJournal.Open(Path, new string('b', 64), resume: true)!)
            other.Part(0).Add(0, 0, Result(1));
        using var journal = Open();
        Assert.Equal(0, journal.Resumed);
        Assert.Null(journal.Part(0).Find(0, 0));
    }

    [Fact]
    public void Without_resuming_an_earlier_journal_does_not_count()
    {
        using (var earlier = Open())
            earlier.Part(0).Add(0, 0, Result(1));
        using (var anew = MeasurementJournal.Open(Path, Fingerprint, resume: false)!)
            Assert.Null(anew.Part(0).Find(0, 0));
        using var later = Open();
        Assert.Equal(0, later.Resumed);
    }

    [Fact]
    public void A_journal_cut_off_anywhere_keeps_its_whole_entries_and_takes_more()
    {
        using (var journal = Open())
        {
            for (var block = 0; block < 3; block++)
                journal.Part(0).Add(block, 0, Result(block));
        }

        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            using (var cut = Open())
            {
                Assert.InRange(cut.Resumed, 0, 2);
                for (var block = 0; block < cut.Resumed; block++)
                    AssertSame(Result(block), cut.Part(0).Find(block, 0)!);
                cut.Part(0).Add(9, 0, Result(9));
            }

            using var again = Open();
            AssertSame(Result(9), again.Part(0).Find(9, 0)!);
        }
    }

    [Fact]
    public void A_damaged_journal_gives_what_was_written_or_nothing()
    {
        using (var journal = Open())
        {
            for (var block = 0; block < 3; block++)
                journal.Part(0).Add(block, 0, Result(block));
        }

        CsCheck.Check.Sample(
            Damage.Of(File.ReadAllBytes(Path)),
            damaged =>
            {
                using var inner = NewDisposeScope();
                File.WriteAllBytes(Path, damaged);
                using var journal = Open();
                for (var block = 0; block < 3; block++)
                {
                    if (journal.Part(0).Find(block, 0) is { } found)
                        AssertSame(Result(block), found);
                }
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void A_journal_that_is_in_use_is_done_without()
    {
        using var first = Open();
        Assert.Null(MeasurementJournal.Open(Path, Fingerprint, resume: true));
    }

    [Fact]
    public void An_evaluation_stopped_after_any_part_goes_on_to_the_same_result()
    {
        var draws = new Drawn(3);
        var (weight, inputs) = (draws.Normal(3, 12), draws.Uniform(40, 12));
        using var model = new FunctionModel(input => input.matmul(weight.t()));
        using var victim = new Victim(model, CPU);
        var examples = new Examples(inputs, model.call(inputs).argmax(1), [.. Enumerable.Range(0, 40).Select(index => (long)index)]);
        Attack[] attacks = [new Fgsm(), new Pgd { Steps = 3 }, new Pgd { Steps = 2, Restarts = 2 }];
        var expected = Run(null);
        for (var stop = 1; stop <= 8; stop++)
        {
            File.Delete(Path);
            using (var killed = Open())
                Assert.Throws<OperationCanceledException>(() => Run(new StoppingJournal(killed.Part(0), stop)));
            using var resumed = Open();
            Assert.Equal(stop, resumed.Resumed);
            AssertSameResult(expected, Run(resumed.Part(0)));
        }

        SuiteResult Run(IEvaluationJournal? journal) => SuiteEvaluation.Run(
            victim, examples, new Suite("custom", attacks), new ThreatModel(Norm.Linf, 0.1, Bounds.Unit), new EvaluationOptions { BatchSize = 3, Journal = journal });
    }

    private static void AssertSameResult(SuiteResult expected, SuiteResult actual)
    {
        Assert.Equal(expected.Attacks.Select(Timeless), actual.Attacks.Select(Timeless));
        Assert.Equal((expected.CleanPasses, expected.VerificationPasses), (actual.CleanPasses, actual.VerificationPasses));
        Assert.Equal(expected.Examples.Select(Outline), actual.Examples.Select(Outline));
        Assert.Contains(expected.Examples, example => example.Witness is not null);
        foreach (var (before, after) in expected.Examples.Zip(actual.Examples))
        {
            if (before.Witness is { } witness)
                AssertSame(witness, after.Witness!);
        }
    }

    private static object Timeless(AttackResult attack) =>
        (attack.Name, attack.Attempted, attack.Broken, attack.Passes, attack.ZeroGradients, attack.ZeroGradientsOnPath, attack.Unconfirmed, attack.NonFiniteOutside);

    private static object Outline(ExampleResult example) => (example.Index, example.Label, example.Predicted, example.Outcome, example.BrokenBy);

    private const string Fingerprint = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private MeasurementJournal Open() => MeasurementJournal.Open(Path, Fingerprint, resume: true)!;

    private static AttackRunResult Result(int number) => new(
        [.. Enumerable.Range(0, number % 3).Select(row => Found(10 * number + row))],
        new PassCount(number, 2 * number),
        new PassCount(3 * number, 0),
        number + 0.5,
        4 * number,
        5 * number,
        6 * number,
        7 * number,
        new Dictionary<long, float> { [number] = 0.25f, [number + 1] = float.NegativeInfinity });

    private static Witness Found(int number) =>
        new(number, arange(6, dtype: float32).reshape(1, 2, 3) / 7 + number, number % 2 == 0 ? -1 : number, 0.1 * number, number % 2 == 0) { Survives8Bit = number % 2 == 1 };

    private static void AssertSame(AttackRunResult expected, AttackRunResult actual)
    {
        Assert.Equal(
            (expected.Passes, expected.VerificationPasses, expected.Seconds, expected.ZeroGradients, expected.ZeroGradientsOnPath, expected.Unconfirmed, expected.NonFiniteOutside),
            (actual.Passes, actual.VerificationPasses, actual.Seconds, actual.ZeroGradients, actual.ZeroGradientsOnPath, actual.Unconfirmed, actual.NonFiniteOutside));
        Assert.Equal(expected.LowestMargins, actual.LowestMargins);
        Assert.Equal(expected.Witnesses.Count, actual.Witnesses.Count);
        foreach (var (before, after) in expected.Witnesses.Zip(actual.Witnesses))
            AssertSame(before, after);
    }

    private static void AssertSame(Witness expected, Witness actual)
    {
        Assert.Equal(
            (expected.Index, expected.Predicted, expected.Distance, expected.NonFinite, expected.Survives8Bit),
            (actual.Index, actual.Predicted, actual.Distance, actual.NonFinite, actual.Survives8Bit));
        Assert.Equal(expected.Input.shape, actual.Input.shape);
        Assert.Equal(expected.Input.data<float>().ToArray(), actual.Input.data<float>().ToArray());
    }

    private sealed class StoppingJournal(IEvaluationJournal inner, int after) : IEvaluationJournal
    {
        private int added;

        public AttackRunResult? Find(int block, int attack) => inner.Find(block, attack);

        public void Add(int block, int attack, AttackRunResult result)
        {
            inner.Add(block, attack, result);
            if (++added == after)
                throw new OperationCanceledException();
        }
    }
}

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Against PyTorch 1.13's schedulers with a peak of 0.4: OneCycleLR of a million steps, the others of a hundred.</summary>
public sealed class LearningRateScheduleTests
{
    private const double Peak = 0.4;

    [Theory]
    [InlineData(0, 0.016, 0.95)]
    [InlineData(0.15, 0.208, 0.9)]
    [InlineData(0.3, 0.4, 0.85)]
    [InlineData(0.65, 0.2000008, 0.9)]
    [InlineData(0.999999, 1.6e-6, 0.95)]
    public void One_cycle_rises_for_three_tenths_and_the_momentum_does_the_opposite(double done, double rate, double momentum)
    {
        var settings = Settings(ScheduleChoice.OneCycle);

        Assert.Equal(rate, LearningRateSchedule.Rate(settings, done), 1e-7);
        Assert.Equal(momentum, LearningRateSchedule.Momentum(settings, done), 1e-7);
    }

    [Theory]
    [InlineData(ScheduleChoice.Cosine, new[] { 0.4, 0.39021130325903075, 0.3414213562373096, 0.2, 0.05857864376269057, 9.868792685368007e-05 })]
    [InlineData(ScheduleChoice.Step, new[] { 0.4, 0.4, 0.04, 0.004, 0.0004, 0.0004 })]
    [InlineData(ScheduleChoice.MultiStep, new[] { 0.4, 0.4, 0.4, 0.04, 0.004, 0.004 })]
    [InlineData(ScheduleChoice.Linear, new[] { 0.4, 0.36, 0.3, 0.2, 0.1, 0.004 })]
    [InlineData(ScheduleChoice.Constant, new[] { 0.4, 0.4, 0.4, 0.4, 0.4, 0.4 })]
    public void The_others_fall_as_their_namesakes_do_and_leave_the_momentum(ScheduleChoice schedule, double[] expected)
    {
        var settings = Settings(schedule) with { Stages = 4 };
        double[] done = [0, 0.1, 0.25, 0.5, 0.75, 0.99];

        Assert.All(done.Zip(expected), pair => Assert.Equal(pair.Second, LearningRateSchedule.Rate(settings, pair.First), 1e-12));
        Assert.All(done, share => Assert.Equal(0.9, LearningRateSchedule.Momentum(settings, share)));
    }

    [Theory]
    [InlineData(ScheduleChoice.Constant, 0.4)]
    [InlineData(ScheduleChoice.Cosine, 0.4)]
    [InlineData(ScheduleChoice.OneCycle, 0.016)]
    public void A_warm_up_grows_from_zero_and_then_the_schedule_has_the_rest_to_itself(ScheduleChoice schedule, double first)
    {
        var settings = Settings(schedule) with { WarmUp = 0.2 };

        Assert.Equal(0, LearningRateSchedule.Rate(settings, 0));
        Assert.Equal(0.1, LearningRateSchedule.Rate(settings, 0.05), 1e-12);
        Assert.Equal(first, LearningRateSchedule.Rate(settings, 0.2), 1e-12);
        Assert.Equal(LearningRateSchedule.Rate(Settings(schedule), 0.5), LearningRateSchedule.Rate(settings, 0.6), 1e-12);
        Assert.Equal(LearningRateSchedule.Momentum(Settings(schedule), 0), LearningRateSchedule.Momentum(settings, 0.1), 1e-12);
        Assert.Equal(LearningRateSchedule.Momentum(Settings(schedule), 0.5), LearningRateSchedule.Momentum(settings, 0.6), 1e-12);
    }

    [Fact]
    public void Who_wants_no_momentum_gets_none_from_one_cycle_either() =>
        Assert.Equal(0, LearningRateSchedule.Momentum(Settings(ScheduleChoice.OneCycle) with { Momentum = 0 }, 0.1));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0.5,1")]
    [InlineData("0.5;0.7")]
    [InlineData("half")]
    [InlineData("NaN")]
    public void Milestones_that_are_no_shares_are_refused(string milestones)
    {
        var error = Assert.Throws<NamedOptionException>(() => Clouds.Recipe("pgd", ("Schedule", "MultiStep"), ("Milestones", milestones)));

        Assert.Contains("expected shares of the training such as 0.5,0.75", error.Message, StringComparison.Ordinal);
    }

    private static Optimization Settings(ScheduleChoice schedule) => new() { LearningRate = Peak, Schedule = schedule };
}

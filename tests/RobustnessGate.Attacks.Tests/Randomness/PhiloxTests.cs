namespace RobustnessGate.Attacks.Tests.Randomness;

public sealed class PhiloxTests
{
    // The known answers published with Random123 (Salmon et al. 2011) for philox4x32 with 10 rounds.
    [Fact]
    public void Gives_the_published_words_for_zeros() =>
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Words(0, 0, 0, 0, 0));

    [Fact]
    public void Gives_the_published_words_for_ones() =>
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Words(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, ulong.MaxValue));

    [Fact]
    public void Gives_the_published_words_for_digits_of_pi() =>
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0x299f31d0a4093822));
}

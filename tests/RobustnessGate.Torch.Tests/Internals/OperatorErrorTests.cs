using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Torch.Tests.Internals;

public sealed class OperatorErrorTests
{
    [Fact]
    public void An_unknown_operator_is_named() =>
        Assert.Contains("has no operator aten::no_such_thing", Assert.Throws<ExternalException>(() => Aten.Call("no_such_thing(self)", Value.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_argument_is_named()
    {
        using var x = ones(1);
        Assert.Contains("has no argument \"wrong\"", Assert.Throws<ExternalException>(() => Aten.Call("relu(wrong)", x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_required_argument_is_named()
    {
        using var x = ones(1);
        Assert.Contains("needs an argument \"other\"", Assert.Throws<ExternalException>(() => Aten.Call("mul.Tensor(self)", x)).Message, StringComparison.Ordinal);
    }
}

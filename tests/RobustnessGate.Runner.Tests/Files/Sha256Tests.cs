using System.Security.Cryptography;
using System.Text;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Files;

public sealed class Sha256Tests : IDisposable
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_file_has_the_digest_of_its_bytes() =>
        Assert.Equal(OfAbc, Sha256.OfFiles([_folder.Write("a", "abc"u8.ToArray())], InputKind.Dataset));

    [Fact]
    public void Several_files_have_the_digest_of_what_sha256sum_prints_in_the_order_of_their_names()
    {
        var b = _folder.Write("b", "abc"u8.ToArray());
        var a = _folder.Write("a", "abc"u8.ToArray());

        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{OfAbc}  a\n{OfAbc}  b\n")));

        Assert.Equal(expected, Sha256.OfFiles([b, a], InputKind.Dataset));
    }

    [Fact]
    public void A_missing_file_is_named_by_its_kind() =>
        Expect.Gate(Codes.CheckpointMissing, () => Sha256.OfFile(_folder.File("absent.pt"), InputKind.Checkpoint));
}

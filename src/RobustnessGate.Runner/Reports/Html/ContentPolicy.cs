using System.Security.Cryptography;
using System.Text;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>The page's policy: no network, no frames, no forms; only the style and the scripts that the tool brings, known by their digests.</summary>
internal static class ContentPolicy
{
    public static Markup Of(IEnumerable<string> styles, IEnumerable<string> scripts) =>
        new($"default-src 'none'; img-src data:; style-src {Digests(styles)}; script-src {Digests(scripts)}; base-uri 'none'; form-action 'none'");

    private static string Digests(IEnumerable<string> texts) =>
        string.Join(' ', texts.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'"));
}

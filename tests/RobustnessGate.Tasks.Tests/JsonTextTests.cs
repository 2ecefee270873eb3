using System.Text;
using System.Text.Json;
using CsCheck;

namespace RobustnessGate.Tasks.Tests;

public sealed class JsonTextTests
{
    [Fact]
    public void Members_stand_in_the_order_given()
    {
        var text = JsonText.Write(Object(
            ("b", "x"),
            ("a", true),
            ("list", new List<object> { Object(("name", "PGD")) }),
            ("none", new List<object>())));

        Assert.Equal("""
            {
              "b": "x",
              "a": true,
              "list": [
                {
                  "name": "PGD"
                }
              ],
              "none": []
            }

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Text_beyond_ASCII_stays_readable() =>
        Assert.Equal("\"Größe 模型 🛡\"\n", JsonText.Write("Größe 模型 🛡"));

    [Fact]
    public void Every_string_is_read_back_as_it_was()
    {
        // System.Text.Json refuses half a surrogate pair, and so does UTF-8.
        Gen.Char.Array.Select(chars => new string(chars))
            .Where(text => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar))
            .Sample(text =>
            {
                var utf8 = Encoding.UTF8.GetBytes(JsonText.Write(Object((text, text))));
                using var document = JsonDocument.Parse(utf8);
                var member = document.RootElement.EnumerateObject().Single();
                return member.Name == text && member.Value.GetString() == text;
            });
    }

    [Fact]
    public void Half_a_surrogate_pair_is_escaped_so_that_the_file_stays_valid() =>
        Assert.Equal("\"a\\ud83db\"\n", JsonText.Write("a\ud83db"));

    private static List<KeyValuePair<string, object>> Object(params (string Key, object Value)[] members) =>
        members.Select(m => KeyValuePair.Create(m.Key, m.Value)).ToList();
}

using System.Text;
using RobustnessGate.Runner.Reports.Html;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Reports.Html;

public sealed class GalleryTests : IDisposable
{
    private const int MostBytes = 3 << 20;

    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    /// <summary>Noise does not compress: no real pictures weigh more.</summary>
    [Theory]
    [InlineData(32)]
    [InlineData(160)]
    public void The_page_stays_below_three_mebibytes_for_a_thousand_examples_of_any_size(int side)
    {
        var report = SamplePage.Report(1000, 10);
        var page = HtmlView.Render(report, SamplePage.Evidence(report, 3, side, side), SamplePage.Boundaries);

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, MostBytes);
        var document = SamplePage.Parse(page);
        var cards = document.QuerySelectorAll(".card");
        Assert.Contains($"{cards.Length} of 1,000 examples, spread over outcomes and classes; {1000 - cards.Length} are left out", document.QuerySelector("#gallery p")!.TextContent, StringComparison.Ordinal);
        var kinds = cards.Select(card => (card.GetAttribute("data-outcome"), card.GetAttribute("data-label"))).CountBy(kind => kind).ToList();
        Assert.Equal(30, kinds.Count);
        Assert.InRange(kinds.Max(kind => kind.Value) - kinds.Min(kind => kind.Value), 0, 1);
    }

    [Fact]
    public void Small_examples_are_all_shown_in_the_order_of_the_run()
    {
        var report = SamplePage.Report(100, 10);
        var cards = SamplePage.Parse(report, SamplePage.Evidence(report, 1, 8, 8)).QuerySelectorAll(".card");
        Assert.Equal(report.Examples.Select(example => $"{example.Index}"), cards.Select(card => card.QuerySelector(".index")!.TextContent));
    }

    [Theory]
    [InlineData(1, 8, 9)]
    [InlineData(3, 8, 9)]
    [InlineData(8, 9)]
    public void A_picture_is_shown_clean_changed_and_adversarial(params int[] shape)
    {
        var report = SamplePage.Report(1, 2);
        var card = SamplePage.Parse(report, SamplePage.Evidence(report, [.. shape.Select(length => (long)length)])).QuerySelector(".card")!;
        Assert.Equal(3, card.QuerySelectorAll("img[alt]").Length);
        Assert.All(card.QuerySelectorAll("img"), picture =>
        {
            var header = Convert.FromBase64String(picture.GetAttribute("src")!.Split(',')[1]).AsSpan(16, 10).ToArray();
            Assert.Equal([0, 0, 0, 9, 0, 0, 0, 8, 8, (byte)(shape[0] == 3 ? 2 : 0)], header);
        });
    }

    [Fact]
    public void What_is_no_picture_shows_the_features_that_changed_most()
    {
        var report = SamplePage.Report(1, 2);
        var evidence = SamplePage.Evidence(report, 2, 3);
        evidence = evidence with
        {
            Entries = [evidence.Entries[0] with { Clean = tensor(new float[] { 0, 0, 0, 0.5f, 1, 0 }).reshape(1, 2, 3), Witness = tensor(new float[] { 0.25f, 0, 0, 0, 1, 0 }).reshape(1, 2, 3) }],
        };
        var rows = SamplePage.Parse(report, evidence).QuerySelectorAll(".card tbody tr").Select(row => row.Children.Select(cell => cell.TextContent));
        Assert.Equal([["1, 0", "0.5", "0", "-0.5"], ["0, 0", "0", "0.25", "0.25"]], rows);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1, 2, 3)]
    public void Features_with_names_are_listed_by_them_and_never_drawn(params int[] shape)
    {
        var report = SamplePage.Report(1, 2) with { Features = ["dear", "sir", "or", "madam", "free", "money"] };
        var evidence = SamplePage.Evidence(report, [.. shape.Select(length => (long)length)]);
        long[] batch = [1, .. shape.Select(length => (long)length)];
        evidence = evidence with
        {
            Entries = [evidence.Entries[0] with { Clean = tensor(new float[] { 0, 0, 0, 0, 1, 1 }).reshape(batch), Witness = tensor(new float[] { 0, 0.5f, 0, 0, 1, 0 }).reshape(batch) }],
        };

        var card = SamplePage.Parse(report, evidence).QuerySelector(".card")!;

        Assert.Empty(card.QuerySelectorAll("img"));
        Assert.Equal([["money", "1", "0", "-1"], ["sir", "0", "0.5", "0.5"]], card.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent)));
    }

    [Fact]
    public void Evidence_without_clean_inputs_still_says_what_broke_what()
    {
        var report = SamplePage.Report(1, 2);
        var evidence = SamplePage.Evidence(report, 1, 8, 8);
        evidence = evidence with { Entries = [evidence.Entries[0] with { Clean = null }] };
        var card = SamplePage.Parse(report, evidence).QuerySelector(".card")!;
        Assert.Empty(card.QuerySelectorAll("img, table"));
        Assert.Equal("broken by PGD at 0.03; survives 8 bits", card.QuerySelector(".note")!.TextContent);
    }
}

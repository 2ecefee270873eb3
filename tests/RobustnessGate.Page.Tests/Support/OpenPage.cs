using Microsoft.Playwright;

namespace RobustnessGate.Page.Tests.Support;

/// <summary>A page in the browser.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private OpenPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors and warnings of its scripts, its policy and its console.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>What it asked for that it does not hold itself.</summary>
    public IReadOnlyList<string> Requests => requests;

    public static async Task<OpenPage> Open(IPage page, Uri address)
    {
        var opened = new OpenPage(page);
        page.Console += (_, message) => opened.complaints.Add(message.Text);
        page.PageError += (_, error) => opened.complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal))
                opened.requests.Add(request.Url);
        };
        await page.GotoAsync(address.AbsoluteUri);
        return opened;
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Opens what is folded.</summary>
    public Task Unfold() => Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(each => each.open = true)");

    /// <summary>How much of each chart is drawn: the number of its points that are not empty.</summary>
    public async Task<IReadOnlyDictionary<string, int>> DrawnPoints() => await Page.EvaluateAsync<Dictionary<string, int>>(
        """
        () => Object.fromEntries([...document.querySelectorAll(".chart canvas")].map(canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return [canvas.id, data.filter((_, i) => i % 4 === 3 && data[i] > 0).length];
        }))
        """);
}

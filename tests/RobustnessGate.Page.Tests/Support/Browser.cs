using Microsoft.Playwright;
using RobustnessGate.Page.Tests.Support;
using RobustnessGate.Runner.Tests.Support;

[assembly: AssemblyFixture(typeof(Browser))]

namespace RobustnessGate.Page.Tests.Support;

/// <summary>The Chromium of this machine, without a window. Where there is none, <see cref="Needed"/> says what that means.</summary>
public sealed class Browser : IAsyncLifetime
{
    // A machine that does other things as well may take long for anything.
    private const float Patience = 120_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(_ => Names, (folder, name) => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (program is null)
            return;

        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        // The sandbox refuses to work for root, which a container's only user is; what is opened here is our own.
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a page, and takes down whatever it complains of or asks for.</summary>
    public Task<OpenPage> Open(MeasuredPage measured, BrowserNewContextOptions? options = null) => Open(measured.Address, options);

    /// <inheritdoc cref="Open(MeasuredPage, BrowserNewContextOptions?)"/>
    public async Task<OpenPage> Open(Uri address, BrowserNewContextOptions? options = null)
    {
        Needed.Here(browser is not null, $"There is no browser here ({string.Join(", ", Names)}); eng/test-browser.sh installs one.");
        var context = await browser!.NewContextAsync(options ?? new BrowserNewContextOptions());
        context.SetDefaultTimeout(Patience);
        return await OpenPage.Open(await context.NewPageAsync(), address);
    }
}

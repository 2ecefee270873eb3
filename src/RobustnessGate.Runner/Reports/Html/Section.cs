namespace RobustnessGate.Runner.Reports.Html;

/// <summary>A part of the page.</summary>
/// <param name="Id">Its place in the page's address, and the name of its template.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Content">What the template shows.</param>
internal sealed record Section(string Id, string Title, object Content)
{
    public Markup Body => PageTemplate.Render(Id, Content);
}

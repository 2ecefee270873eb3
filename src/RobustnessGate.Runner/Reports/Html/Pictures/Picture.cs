namespace RobustnessGate.Runner.Reports.Html.Pictures;

/// <summary>A picture: rows of points, each of one or three samples.</summary>
internal sealed record Picture(int Width, int Height, int Channels, byte[] Samples)
{
    /// <summary>The address of the picture within the page itself.</summary>
    public Markup DataUri => new("data:image/png;base64," + Convert.ToBase64String(PngFile.Of(this)));
}

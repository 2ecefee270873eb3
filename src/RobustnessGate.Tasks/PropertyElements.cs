using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace RobustnessGate.Tasks;

/// <summary>One property as a project file writes it, before MSBuild evaluates anything.</summary>
internal sealed record PropertyElement(string Name, string Value, string File, int Line, int Column);

/// <summary>Reads the properties of project files in evaluation order, following the imports that can be resolved by reading alone.</summary>
internal sealed class PropertyElements
{
    private static readonly Regex FileAbove = new(
        @"^\$\(\[MSBuild\]::GetPathOfFileAbove\(\s*'?(?<name>[^',()]+)'?\s*(,\s*'?(?<start>[^',()]*)'?\s*)?\)\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private readonly List<PropertyElement> found = [];
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly string projectDirectory;

    private PropertyElements(string projectDirectory) => this.projectDirectory = projectDirectory;

    public static IReadOnlyList<PropertyElement> Read(IEnumerable<string?> files, string projectDirectory)
    {
        var reader = new PropertyElements(projectDirectory);
        foreach (var file in files)
        {
            reader.ReadFile(file);
        }

        return reader.found;
    }

    private void ReadFile(string? file)
    {
        if (file is not { Length: > 0 } || !File.Exists(file) || !visited.Add(file) || Load(file) is not { } root)
        {
            return;
        }

        ReadChildren(root, file);
    }

    private void ReadChildren(XElement parent, string file)
    {
        foreach (var element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    found.AddRange(element.Elements().Select(e => ToProperty(e, file)));
                    break;
                case "Import" when element.Attribute("Sdk") is null:
                    ReadFile(Resolve(element.Attribute("Project")?.Value.Trim() ?? "", file));
                    break;
                case "ImportGroup" or "Choose" or "When" or "Otherwise":
                    ReadChildren(element, file);
                    break;
            }
        }
    }

    private static PropertyElement ToProperty(XElement element, string file)
    {
        IXmlLineInfo place = element;
        // The reader counts from the name; MSBuild and editors count from the bracket before it.
        return new PropertyElement(element.Name.LocalName, element.Value.Trim(), file, place.LineNumber, place.LinePosition - 1);
    }

    private string? Resolve(string import, string importingFile)
    {
        var directory = Path.GetDirectoryName(importingFile) ?? "";
        var path = import
            .Replace("$(MSBuildThisFileDirectory)", directory + Path.DirectorySeparatorChar)
            .Replace("$(MSBuildProjectDirectory)", projectDirectory);
        if (FileAbove.Match(path) is { Success: true } above)
        {
            return FindAbove(above.Groups["name"].Value, above.Groups["start"].Value, directory);
        }

        return path.Length == 0 || path.IndexOfAny(['$', '*', '?']) >= 0 ? null : ProjectPath.Absolute(directory, path);
    }

    private static string? FindAbove(string name, string start, string importingDirectory)
    {
        var first = ProjectPath.Absolute(importingDirectory, start.Length == 0 ? "." : start);
        for (var folder = new DirectoryInfo(first); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static XElement? Load(string file)
    {
        try
        {
            return XDocument.Load(file, LoadOptions.SetLineInfo).Root;
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Only the place of a message is at stake here; MSBuild itself reports a project file it cannot read.
            return null;
        }
    }
}

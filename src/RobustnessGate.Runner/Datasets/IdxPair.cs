using System.Text.RegularExpressions;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Images and labels in two IDX files that their names join: <c>t10k-images-idx3-ubyte.gz</c> with
/// <c>t10k-labels-idx1-ubyte.gz</c>.</summary>
internal static class IdxPair
{
    /// <summary>The pair in a folder; where it holds a training set and a test set, the one that is asked for.</summary>
    /// <exception cref="GateException">There is no pair, or more than one that could be meant.</exception>
    public static DatasetSource InFolder(InputKind kind, string folder)
    {
        var wantsTestSet = kind != InputKind.TrainingData;
        var pairs = FilesIn(kind, folder)
            .GroupBy(file => file.Set, StringComparer.OrdinalIgnoreCase)
            .Where(set => set.Any(file => file.IsImages) && set.Any(file => !file.IsImages))
            .Select(set => (Images: set.First(file => file.IsImages), Labels: set.First(file => !file.IsImages)))
            .ToList();
        if (pairs.Exists(pair => pair.Images.IsTestSet == wantsTestSet))
            pairs.RemoveAll(pair => pair.Images.IsTestSet != wantsTestSet);

        return pairs switch
        {
            [var pair] => Open(kind, pair.Images.Path, pair.Labels.Path),
            [] => throw DatasetSource.Unknown(kind, folder, $"is a folder without an IDX pair; use {DatasetSource.SupportedFormats}"),
            _ => throw DatasetSource.Unknown(
                kind, folder, $"holds several IDX pairs; name the file of one: {string.Join(", ", pairs.Select(pair => Path.GetFileName(pair.Images.Path)))}"),
        };
    }

    /// <summary>The pair that a file is one half of.</summary>
    /// <exception cref="GateException">The other half is not beside it.</exception>
    public static DatasetSource Of(InputKind kind, string path)
    {
        if (NamedFile.From(path) is not { } given)
            throw DatasetSource.Unknown(kind, path, "is an IDX file whose name does not tell its other half; name the two files *-images-idx3-ubyte and *-labels-idx1-ubyte");

        var other = FilesIn(kind, Path.GetDirectoryName(Path.GetFullPath(path))!)
            .FirstOrDefault(file => file.IsImages != given.IsImages && string.Equals(file.Set, given.Set, StringComparison.OrdinalIgnoreCase));
        if (other is null)
        {
            var wanted = given.IsImages ? $"{given.Set}-labels-idx1-ubyte[.gz]" : $"{given.Set}-images-idx3-ubyte[.gz]";
            throw kind.Error(Codes.DatasetMissing, $"The {kind.Name} '{path}' has no '{wanted.TrimStart('-')}' beside it; put the pair into one folder.");
        }

        return given.IsImages ? Open(kind, path, other.Path) : Open(kind, other.Path, path);
    }

    private static DatasetSource Open(InputKind kind, string imagesPath, string labelsPath)
    {
        var images = OpenArray(kind, imagesPath);
        // A file of grey images has no dimension for channels; models expect one.
        IReadOnlyList<long> exampleShape = images.Shape.Count == 3 ? [1, .. images.Shape.Skip(1)] : [.. images.Shape.Skip(1)];
        return new DatasetSource(kind, "IDX", [imagesPath, labelsPath], images, OpenArray(kind, labelsPath), exampleShape);
    }

    private static StoredArray OpenArray(InputKind kind, string path)
    {
        using var file = InputFile.Open(path, kind);
        return InputFile.Guarded(path, kind, () =>
        {
            var mostBytes = GzipFile.MostBytes(file);
            var header = IdxHeader.Read(GzipFile.Unwrap(file));
            StoredArray.CheckSize(header.Type, header.Shape, mostBytes - header.Length);
            return new StoredArray(path, name: null, header.Type, header.Shape, columnMajor: false, () => OpenElements(kind, path));
        });
    }

    private static Stream OpenElements(InputKind kind, string path)
    {
        var stream = GzipFile.Unwrap(InputFile.Open(path, kind));
        IdxHeader.Read(stream);
        return stream;
    }

    // Ordinal order puts a plain file before its gzipped twin, which is the one to spare.
    private static IEnumerable<NamedFile> FilesIn(InputKind kind, string folder) => InputFile.Guarded(folder, kind, () => Directory.GetFiles(folder))
        .Order(StringComparer.Ordinal)
        .Select(NamedFile.From)
        .OfType<NamedFile>();

    private sealed record NamedFile(string Path, string Set, bool IsImages)
    {
        private static readonly Regex _pattern = new(
            @"^(?<set>.*?)[-._]?(?<part>images|labels)[-._]idx\d[-._][a-z]+\d*(\.gz)?$",
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public bool IsTestSet => Set.Contains("t10k", StringComparison.OrdinalIgnoreCase) || Set.Contains("test", StringComparison.OrdinalIgnoreCase);

        public static NamedFile? From(string path)
        {
            var match = _pattern.Match(System.IO.Path.GetFileName(path));
            return match.Success
                ? new NamedFile(path, match.Groups["set"].Value, match.Groups["part"].ValueSpan.Equals("images", StringComparison.OrdinalIgnoreCase))
                : null;
        }
    }
}

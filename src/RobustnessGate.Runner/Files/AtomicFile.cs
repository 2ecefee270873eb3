using System.Runtime.InteropServices;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Files;

/// <summary>Writes a file whole or not at all: a reader, and a run killed at any point, sees the old content or the new one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="shownAs">What messages call it, when not by its path.</param>
    /// <param name="place">Where it is; the output folder when not given.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write, string? shownAs = null, OutputPlace? place = null) =>
        Write(path, shownAs, place, temporary => Fill(temporary, write));

    /// <summary>Writes <paramref name="path"/> through something that takes a file's name; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content to a file of the name that it is given: the same one in another folder, for TorchScript archives hold it.</param>
    /// <param name="place">Where it is.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void WriteBy(string path, Action<string> write, OutputPlace place) => Write(path, shownAs: null, place, temporary =>
    {
        var folder = Directory.CreateDirectory(temporary + ".d").FullName;
        try
        {
            var named = Path.Combine(folder, Path.GetFileName(path));
            write(named);
            using (var stream = new FileStream(named, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                stream.Flush(flushToDisk: true);
            File.Move(named, temporary);
        }
        catch (ExternalException exception)
        {
            // How libtorch says that a disk is full.
            throw new IOException(Reason.Of(exception), exception);
        }
        finally
        {
            DeleteQuietly(() => Directory.Delete(folder, recursive: true));
        }
    });

    private static void Write(string path, string? shownAs, OutputPlace? place, Action<string> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            write(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(shownAs ?? path, temporary, place ?? OutputPlace.Folder, exception);
        }
        finally
        {
            DeleteQuietly(() => File.Delete(temporary));
        }
    }

    /// <summary>Writes <paramref name="path"/>; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="place">Where it is; the output folder when not given.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void WriteText(string path, string text, OutputPlace? place = null) => Write(path, shownAs: null, place, temporary => Fill(temporary, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.Write(text);
    }));

    private static void Fill(string temporary, Action<Stream> write)
    {
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static GateException NotWritable(string path, string temporary, OutputPlace place, Exception exception)
    {
        var sentence = exception switch
        {
            UnauthorizedAccessException => $"'{path}' may not be written by this user; {place.Advice}.",
            _ when DiskFull.Explains(exception) => $"'{path}' was not written because the disk is full; free space there, or {place.Advice}.",
            _ => $"'{path}' cannot be written ({Reason.Of(exception).Replace($" : '{temporary}'", "", StringComparison.Ordinal)}); {place.Advice}.",
        };
        return new GateException(Codes.OutputNotWritable, sentence, exception) { Setting = place.Setting?.ToString() };
    }

    // After a successful move there is nothing to delete; after a failure, the first error is the one to report.
    private static void DeleteQuietly(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}

using System.Runtime.InteropServices;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Files;

/// <summary>Writes a file whole or not at all: a reader, and a run killed at any point, sees the old content or the new one.</summary>
internal static class AtomicFile
{
    private const string OutputAdvice = "set RobustnessOutput (--output) to a writable folder";

    /// <summary>Writes <paramref name="path"/> through <paramref name="write"/>; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="shownAs">What messages call it, when not by its path.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write, string? shownAs = null) =>
        Write(path, shownAs, OutputAdvice, temporary => Fill(temporary, write));

    /// <summary>Writes <paramref name="path"/> through something that takes a file's name; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content to a file of the name that it is given: the same one in another folder, for TorchScript archives hold it.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void WriteBy(string path, Action<string> write) => Write(path, shownAs: null, OutputAdvice, temporary =>
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

    private static void Write(string path, string? shownAs, string advice, Action<string> write)
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
            throw NotWritable(shownAs ?? path, temporary, advice, exception);
        }
        finally
        {
            DeleteQuietly(() => File.Delete(temporary));
        }
    }

    /// <summary>Writes <paramref name="path"/>; the folder is created when absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="advice">What to do when it cannot be written, where that is not the output folder's fault.</param>
    /// <exception cref="GateException">RG3003: the file cannot be written. Nothing is left behind.</exception>
    public static void WriteText(string path, string text, string advice = OutputAdvice) => Write(path, shownAs: null, advice, temporary => Fill(temporary, stream =>
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

    private static GateException NotWritable(string path, string temporary, string advice, Exception exception)
    {
        var sentence = exception switch
        {
            UnauthorizedAccessException => $"'{path}' may not be written by this user; {advice}.",
            _ when DiskFull.Explains(exception) => $"'{path}' was not written because the disk is full; free space there, or {advice}.",
            _ => $"'{path}' cannot be written ({Reason.Of(exception).Replace($" : '{temporary}'", "", StringComparison.Ordinal)}); {advice}.",
        };
        return new GateException(Codes.OutputNotWritable, sentence, exception) { Setting = advice == OutputAdvice ? "RobustnessOutput" : null };
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

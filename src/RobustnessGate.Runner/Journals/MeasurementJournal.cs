using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.Journals;

/// <summary>The file in which a running measurement remembers what is done, so that a killed run goes on where it stopped: after a head that
/// names the measurement, an entry for each attack on each block of examples, with its length and a checksum. An entry that a kill left
/// half written, and whatever is behind a damaged one, counts as not done.</summary>
internal sealed class MeasurementJournal : IDisposable
{
    public const string FileName = "measurement.journal";

    // Grows with the form of the entries.
    private const string Format = "robustness-gate journal 1 ";
    private const int LengthBytes = sizeof(int);
    private const int ChecksumBytes = 16;

    // An entry is put together in memory; a larger one is done again instead.
    private const long MostBytes = 1L << 30;

    private readonly string path;
    private readonly FileStream file;
    private readonly int headLength;
    private readonly Dictionary<JournalKey, (long Position, int Length)> entries = [];
    private bool ended;

    private MeasurementJournal(string path, FileStream file, int headLength) =>
        (this.path, this.file, this.headLength) = (path, file, headLength);

    /// <summary>How many entries an earlier run left.</summary>
    public int Resumed { get; private init; }

    /// <summary>The time that the entries found so far took when they were measured.</summary>
    public double ResumedSeconds { get; private set; }

    /// <summary>Opens the journal of a measurement, or begins it where there is none, or one of another measurement.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Names the measurement.</param>
    /// <param name="resume">Whether entries of an earlier run count.</param>
    /// <returns>The journal; null when the file cannot be opened, and the run goes without one.</returns>
    public static MeasurementJournal? Open(string path, string fingerprint, bool resume)
    {
        try
        {
            return Open(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0), Encoding.ASCII.GetBytes(Format + fingerprint), resume);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The entries of one evaluation, of those that a measurement consists of.</summary>
    public IEvaluationJournal Part(int part) => new EvaluationPart(this, part);

    /// <summary>Removes the journal of a measurement that is done.</summary>
    /// <param name="folder">The folder of its report.</param>
    public static void Remove(string folder) => File.Delete(Path.Combine(folder, FileName));

    /// <summary>Closes the file; one that remembers nothing goes.</summary>
    public void Dispose()
    {
        if (file.CanRead && file.Length <= headLength)
            File.Delete(path);
        file.Dispose();
    }

    private static MeasurementJournal Open(string path, FileStream file, byte[] head, bool resume)
    {
        var found = new Dictionary<JournalKey, (long, int)>();
        var end = resume && HasHead(file, head) ? Scan(file, found) : 0;
        file.SetLength(end);
        file.Position = end;
        if (end == 0)
            file.Write(head);
        var journal = new MeasurementJournal(path, file, head.Length) { Resumed = found.Count };
        foreach (var (key, place) in found)
            journal.entries[key] = place;
        return journal;
    }

    private static bool HasHead(FileStream file, byte[] head)
    {
        var start = new byte[head.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == head.Length && start.AsSpan().SequenceEqual(head);
    }

    // Where the last whole entry ends.
    private static long Scan(FileStream file, Dictionary<JournalKey, (long Position, int Length)> found)
    {
        var end = file.Position;
        while (ReadEntry(file) is { } payload)
        {
            found[JournalEntry.KeyOf(payload)] = (end + LengthBytes, payload.Length);
            end = file.Position;
        }

        return end;
    }

    private static byte[]? ReadEntry(FileStream file)
    {
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        if (file.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(lengthBytes);
        if (length < JournalEntry.LeastBytes || length > file.Length - file.Position - ChecksumBytes)
            return null;
        var payload = new byte[length];
        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        file.ReadExactly(payload);
        file.ReadExactly(checksum);
        return checksum.SequenceEqual(Checksum(lengthBytes, payload)) ? payload : null;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> payload)
    {
        var hash = new XxHash128();
        hash.Append(length);
        hash.Append(payload);
        return hash.GetCurrentHash();
    }

    private AttackRunResult? Find(JournalKey key)
    {
        if (!entries.TryGetValue(key, out var place))
            return null;
        var payload = new byte[place.Length];
        file.Position = place.Position;
        file.ReadExactly(payload);
        var result = JournalEntry.Read(payload);
        ResumedSeconds += result.Seconds;
        return result;
    }

    private void Add(JournalKey key, AttackRunResult result)
    {
        if (ended || JournalEntry.SizeOf(result) > MostBytes)
            return;
        try
        {
            Append(key, result);
        }
        catch (IOException)
        {
            // A full disk has better uses for the room than to remember: the evidence and the report.
            ended = true;
            entries.Clear();
            Dispose();
            File.Delete(path);
        }
    }

    private void Append(JournalKey key, AttackRunResult result)
    {
        var payload = JournalEntry.Write(key, result);
        var length = new byte[LengthBytes];
        BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
        file.Position = file.Length;
        file.Write(length);
        file.Write(payload);
        file.Write(Checksum(length, payload));
        file.Flush(flushToDisk: true);
    }

    private sealed class EvaluationPart(MeasurementJournal journal, int part) : IEvaluationJournal
    {
        public AttackRunResult? Find(int block, int attack) => journal.Find(new JournalKey(part, block, attack));

        public void Add(int block, int attack, AttackRunResult result) => journal.Add(new JournalKey(part, block, attack), result);
    }
}

using System.IO.Compression;
using System.IO.Hashing;

namespace RobustnessGate.Runner.Files;

/// <summary>Reads a zip entry and, with its last byte, holds the CRC-32 of all bytes against the archive's, which .NET does not.</summary>
internal sealed class ChecksummedStream(ZipArchiveEntry entry) : Stream
{
    private readonly Stream _inner = entry.Open();
    private readonly Crc32 _crc32 = new();
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => entry.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="EndOfStreamException">The entry is shorter than the archive declares.</exception>
    /// <exception cref="InvalidDataException">The bytes are not those that were put into the archive.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = _inner.Read(buffer);
        _crc32.Append(buffer[..count]);
        _position += count;
        if (count == 0 && buffer.Length > 0 && _position < entry.Length)
            throw new EndOfStreamException();
        if (_position == entry.Length && _crc32.GetCurrentHashAsUInt32() != entry.Crc32)
            throw new InvalidDataException($"the checksum of '{entry.FullName}' in it does not agree with the content");

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }
}

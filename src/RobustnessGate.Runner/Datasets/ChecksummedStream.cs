using System.IO.Hashing;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Reads a zip entry and, with its last byte, holds the CRC-32 of all bytes against the archive's, which .NET does not.</summary>
internal sealed class ChecksummedStream(Stream inner, long length, uint crc32) : Stream
{
    private readonly Crc32 _crc32 = new();
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The bytes are not those that were put into the archive.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _crc32.Append(buffer[..count]);
        _position += count;
        if (_position == length && _crc32.GetCurrentHashAsUInt32() != crc32)
            throw new InvalidDataException("its checksum does not agree with its content");

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

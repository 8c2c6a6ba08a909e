using System.Security.Cryptography;

namespace Geo.Core.Store.Keeping;

/// <summary>Reads so many bytes of a file and hashes what it hands on: a file that grows meanwhile gives what it was, one that shrinks is an error.</summary>
internal sealed class HashingStream(Stream inner, long length, Action<int> read) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _at;

    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override bool CanRead => true;
    public override bool CanSeek => true; // the archive asks for what is left to come
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at == length) return 0;
        int count = inner.Read(buffer[..(int)Math.Min(buffer.Length, length - _at)]);
        if (count == 0) throw new IOException("the file became shorter while it was read");
        _hash.AppendData(buffer[..count]);
        _at += count;
        read(count);
        return count;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}

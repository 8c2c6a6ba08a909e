using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Geo.Core;

/// <summary>
/// Finished parts of long work in one growing file, so that work that was killed goes on from there. Each part carries its
/// length and hash: what a kill or a power cut has torn off the end is forgotten, never believed. Whoever names the file names
/// it after all that decides the result. Thread-safe; one process at a time.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>Where a file would grow over this, later parts are not kept: work goes on without.</summary>
    public const long MostBytes = 1L << 30;

    // Number and length, 4 bytes each, little-endian; then the first 16 bytes of the SHA-256 of both and the packed part.
    private const int HeadBytes = 8, HashBytes = 16;

    private readonly FileStream _file;
    private readonly long _most;
    private readonly Dictionary<int, (long At, int Length)> _parts = [];
    private readonly Lock _gate = new();
    private long _end;
    private bool _full;

    private Checkpoint(FileStream file, long most)
    {
        (_file, _most) = (file, most);
        Scan();
    }

    /// <summary>Opens a checkpoint, made where it is missing with its folder.</summary>
    /// <returns>Null where another process works on the same, or nothing can be written there: work goes on without.</returns>
    public static Checkpoint? Open(string file, long most = MostBytes)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return new Checkpoint(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16), most);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How many parts are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _parts.Count;
        }
    }

    /// <summary>A part that was kept; null where it was not.</summary>
    public byte[]? Part(int number)
    {
        byte[] packed;
        lock (_gate)
        {
            if (!_parts.TryGetValue(number, out var part)) return null;
            packed = new byte[part.Length];
            _file.Position = part.At;
            _file.ReadExactly(packed);
        }

        using var unpacked = new MemoryStream();
        using (var zip = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress)) zip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>Keeps a part; a disk that is full ends the keeping and not the work.</summary>
    public void Add(int number, ReadOnlySpan<byte> part)
    {
        using var packed = new MemoryStream();
        packed.Write(new byte[HeadBytes + HashBytes]);
        using (var zip = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(part);
        Span<byte> record = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        int length = record.Length - HeadBytes - HashBytes;
        BinaryPrimitives.WriteInt32LittleEndian(record, number);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], length);
        Hash(record[..HeadBytes], record[(HeadBytes + HashBytes)..]).CopyTo(record[HeadBytes..]);
        lock (_gate)
        {
            if (_full || _end + record.Length > _most || _parts.ContainsKey(number)) return;
            try
            {
                _file.Position = _end;
                _file.Write(record);
                _file.Flush(); // to the system: a kill loses nothing, a power cut what the hash tells
            }
            catch (IOException)
            {
                _full = true;
                return;
            }

            _parts[number] = (_end + HeadBytes + HashBytes, length);
            _end += record.Length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // The disk is full: the last part is torn, which the next to open it sees.
        }
    }

    private void Scan()
    {
        var head = new byte[HeadBytes + HashBytes];
        while (_end + head.Length <= _file.Length)
        {
            _file.Position = _end;
            _file.ReadExactly(head);
            int number = BinaryPrimitives.ReadInt32LittleEndian(head), length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
            if (length < 0 || number < 0 || length > _file.Length - _end - head.Length) break;
            var packed = new byte[length];
            _file.ReadExactly(packed);
            if (!Hash(head.AsSpan(0, HeadBytes), packed).SequenceEqual(head.AsSpan(HeadBytes))) break;
            _parts[number] = (_end + head.Length, length);
            _end += head.Length + length;
        }

        _file.SetLength(_end);
    }

    private static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> head, ReadOnlySpan<byte> packed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(packed);
        return hash.GetHashAndReset().AsSpan(0, HashBytes);
    }
}

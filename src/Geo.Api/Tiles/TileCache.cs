using System.IO.Compression;

namespace Geo.Api.Tiles;

/// <summary>Tiles that were made, in memory, up to a number of bytes: the one that nobody has asked for longest goes. Made once when many ask at the same time.</summary>
internal sealed class TileCache(long mostBytes)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _known = [];
    private readonly LinkedList<Entry> _byUse = new();      // the latest first
    private long _bytes;

    /// <summary>A tile's bytes, and zipped where asked.</summary>
    internal sealed class Entry(string key)
    {
        private byte[]? _zipped;

        public string Key { get; } = key;

        public Task<byte[]>? Making { get; set; }

        public byte[] Bytes { get; set; } = [];

        public long Counted { get; set; }

        /// <summary>The same as gzip; made at the first question.</summary>
        public byte[] Zipped()
        {
            if (_zipped is { } known) return known;
            using var packed = new MemoryStream(Bytes.Length / 2 + 64);
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Bytes);
            return _zipped = packed.ToArray();
        }
    }

    // What an entry costs besides its tile.
    private const int Overhead = 400;

    /// <summary>The tile of a key, made where it is not known.</summary>
    /// <param name="key">Names the tile and the state of what it shows.</param>
    /// <param name="make">Makes it; stops when <paramref name="cancel"/> does.</param>
    /// <param name="cancel">The asker's own.</param>
    public async Task<Entry> Get(string key, Func<Task<byte[]>> make, CancellationToken cancel)
    {
        if (mostBytes <= 0) return new Entry(key) { Bytes = await make() };
        while (true)
        {
            Entry entry = Known(key, make);
            try
            {
                entry.Bytes = await entry.Making!;
                Count(entry);
                return entry;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                Forget(entry);      // the one who asked first went away: now it is made for us
            }
            catch
            {
                Forget(entry);
                throw;
            }
        }
    }

    private Entry Known(string key, Func<Task<byte[]>> make)
    {
        lock (_known)
        {
            if (_known.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }
            else
            {
                node = _byUse.AddFirst(new Entry(key));
                _known.Add(key, node);
            }

            node.Value.Making ??= make();
            return node.Value;
        }
    }

    private void Count(Entry entry)
    {
        lock (_known)
        {
            if (entry.Counted != 0 || !_known.ContainsKey(entry.Key)) return;
            entry.Counted = 2L * entry.Bytes.Length + 2 * entry.Key.Length + Overhead;   // with room for the zipped one
            _bytes += entry.Counted;
            while (_bytes > mostBytes && _byUse.Last is { } last && last.Value != entry) Forget(last.Value);
        }
    }

    private void Forget(Entry entry)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(entry.Key, out var node) || node.Value != entry) return;
            _known.Remove(entry.Key);
            _byUse.Remove(node);
            _bytes -= entry.Counted;
        }
    }
}

using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>
/// Decoded tiles of one raster, shared by the threads that read it: a tile on the seam of two blocks is decoded once,
/// whoever comes first. Bounded: the tile that nobody has asked for longest goes. Each thread brings its own handle.
/// </summary>
/// <typeparam name="T">Type of the pixels.</typeparam>
internal sealed class SharedTiles<T>
    where T : unmanaged
{
    // Rows of tiles that the blocks of a strip touch at once: two of their own, one above, one below.
    private const int RowsAtOnce = 4;
    private const int SpareTiles = 16;

    private readonly int _width, _height, _tileWidth, _tileHeight;
    private readonly int[] _bands;
    private int _capacity;
    private readonly Dictionary<(int Col, int Row), LinkedListNode<Tile>> _known = [];
    private readonly LinkedList<Tile> _byUse = new();        // the latest first
    private readonly Stack<T[]> _free = new();

    /// <param name="data">The raster; every handle used later is of the same file.</param>
    /// <param name="bands">Bands that will be asked for, from 1.</param>
    public SharedTiles(Dataset data, IEnumerable<int> bands)
    {
        _bands = [.. bands.Distinct().Order()];
        (_width, _height) = (data.Width, data.Height);
        var info = data.Band(_bands[0]);
        bool tiled = info.BlockWidth is >= 64 and <= 1024 && info.BlockHeight is >= 64 and <= 1024;
        (_tileWidth, _tileHeight) = tiled ? (info.BlockWidth, info.BlockHeight) : (256, 256);
        _capacity = RowsAtOnce * ((Math.Min(_width, SceneTiles.StripWidth) + _tileWidth - 1) / _tileWidth + 2) + SpareTiles;
    }

    /// <summary>Takes the pixels of a part of a row, and where in the window they lie.</summary>
    public delegate void TakePart(ReadOnlySpan<T> pixels, int at);

    /// <summary>Reads a window of a band, part by part.</summary>
    /// <param name="data">The caller's own handle.</param>
    /// <param name="band">One of the bands named at first.</param>
    /// <param name="window">Inside the raster.</param>
    /// <param name="take">Called for each part once.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    public void Read(Dataset data, int band, Window window, TakePart take)
    {
        int layer = Array.BinarySearch(_bands, band);
        MakeRoom(window);
        for (int row = window.Row / _tileHeight; row * _tileHeight < window.Bottom; row++)
        {
            for (int col = window.Col / _tileWidth; col * _tileWidth < window.Right; col++)
            {
                Tile tile = Hold(col, row);
                try
                {
                    Fill(tile, data);
                    Window part = tile.Window.Intersect(window);
                    for (int y = part.Row; y < part.Bottom; y++)
                    {
                        int from = ((layer * tile.Window.Height) + y - tile.Window.Row) * tile.Window.Width + part.Col - tile.Window.Col;
                        take(tile.Pixels.AsSpan(from, part.Width), (y - window.Row) * window.Width + part.Col - window.Col);
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref tile.Users);
                }
            }
        }
    }

    // The bands of a window are read one after the other: its tiles must stay, and those of another thread's window.
    private void MakeRoom(Window window)
    {
        int needed = 2 * (window.Width / _tileWidth + 2) * (window.Height / _tileHeight + 2);
        if (needed <= Volatile.Read(ref _capacity)) return;
        lock (_known) _capacity = Math.Max(_capacity, needed);
    }

    /// <summary>The tile, decoded or not; it stays until its users are done.</summary>
    private Tile Hold(int col, int row)
    {
        lock (_known)
        {
            if (_known.TryGetValue((col, row), out var node))
            {
                if (node != _byUse.First)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                }
            }
            else
            {
                while (_known.Count >= _capacity && Last() is { } idle) Forget(idle);
                Window window = new Window(col * _tileWidth, row * _tileHeight, _tileWidth, _tileHeight).Intersect(new Window(0, 0, _width, _height));
                node = _byUse.AddFirst(new Tile { At = (col, row), Window = window });
                _known.Add((col, row), node);
            }

            Interlocked.Increment(ref node.Value.Users);
            return node.Value;
        }
    }

    private LinkedListNode<Tile>? Last()
    {
        for (var node = _byUse.Last; node is not null; node = node.Previous)
        {
            if (Volatile.Read(ref node.Value.Users) == 0) return node;
        }

        return null;
    }

    private void Forget(LinkedListNode<Tile> node)
    {
        _known.Remove(node.Value.At);
        _byUse.Remove(node);
        if (node.Value.Pixels is { } pixels) _free.Push(pixels);
    }

    private void Fill(Tile tile, Dataset data)
    {
        lock (tile)
        {
            if (tile.IsFilled) return;
            lock (_known) tile.Pixels = _free.TryPop(out var free) ? free : null;
            tile.Pixels ??= new T[_bands.Length * _tileWidth * _tileHeight];
            data.ReadBands(_bands, tile.Window, tile.Pixels.AsSpan(0, _bands.Length * (int)tile.Window.PixelCount));
            data.ForgetBlocks();        // this is the cache; GDAL's would hold the same once more
            tile.IsFilled = true;
        }
    }

    private sealed class Tile
    {
        public required (int Col, int Row) At { get; init; }

        public required Window Window { get; init; }

        public T[]? Pixels;
        public bool IsFilled;
        public int Users;
    }
}

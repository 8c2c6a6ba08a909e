namespace Geo.Core.Tiles.Pictures;

/// <summary>Blocks of rasters, decoded once for all who draw from them; the block that nobody has asked for longest goes when the memory is used up.</summary>
internal static class DecodedBlocks
{
    /// <summary>Bytes that are kept.</summary>
    public const long MostBytes = 192L << 20;

    private readonly record struct BlockKey(string File, int Level, string Bands, int Col, int Row);

    private sealed class Block
    {
        public required BlockKey Key { get; init; }
        public Array? Pixels;
        public long Bytes;
    }

    private static readonly Dictionary<BlockKey, LinkedListNode<Block>> Known = [];
    private static readonly LinkedList<Block> ByUse = new();     // the latest first
    private static long s_bytes;

    /// <summary>A window of a level.</summary>
    /// <param name="file">The raster.</param>
    /// <param name="level">0 for itself, then its overviews.</param>
    /// <param name="bands">Bands wanted.</param>
    /// <param name="window">Inside the level.</param>
    /// <param name="into">Band after band, row by row; ushort where the raster is small, else float.</param>
    /// <exception cref="GdalException">The file is broken there.</exception>
    public static void Read<T>(RasterFile file, int level, int[] bands, Window window, Span<T> into)
        where T : unmanaged
    {
        var (width, height) = file.Levels[level];
        int side = file.BlockSide;
        string names = string.Join(',', bands);
        for (int row = window.Row / side; row * side < window.Bottom; row++)
        {
            for (int col = window.Col / side; col * side < window.Right; col++)
            {
                var place = new Window(col * side, row * side, side, side).Intersect(new Window(0, 0, width, height));
                var pixels = Pixels<T>(file, level, bands, new BlockKey(file.Key, level, names, col, row), place);
                Window part = place.Intersect(window);
                for (int band = 0; band < bands.Length; band++)
                {
                    for (int y = part.Row; y < part.Bottom; y++)
                    {
                        int from = (band * place.Height + y - place.Row) * place.Width + part.Col - place.Col;
                        int to = (band * window.Height + y - window.Row) * window.Width + part.Col - window.Col;
                        pixels.AsSpan(from, part.Width).CopyTo(into[to..]);
                    }
                }
            }
        }
    }

    private static T[] Pixels<T>(RasterFile file, int level, int[] bands, BlockKey key, Window place)
        where T : unmanaged
    {
        Block block;
        lock (Known)
        {
            if (Known.TryGetValue(key, out var node))
            {
                ByUse.Remove(node);
                ByUse.AddFirst(node);
            }
            else
            {
                node = ByUse.AddFirst(new Block { Key = key });
                Known.Add(key, node);
            }

            block = node.Value;
        }

        lock (block)
        {
            if (block.Pixels is T[] known) return known;
            var pixels = new T[bands.Length * place.PixelCount];
            try
            {
                HandlePool.With(file, level, data =>
                {
                    data.ReadBands<T>(bands, place, pixels);
                    data.ForgetBlocks();    // GDAL's cache would hold the same once more
                });
            }
            catch
            {
                lock (Known) Forget(block);
                throw;
            }

            block.Pixels = pixels;
            Count(block, (long)pixels.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
            return pixels;
        }
    }

    private static void Count(Block block, long bytes)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(block.Key, out var node) || node.Value != block) return;    // gone meanwhile
            block.Bytes = bytes;
            s_bytes += bytes;
            while (s_bytes > MostBytes && ByUse.Last is { } last && last.Value != block) Forget(last.Value);
        }
    }

    private static void Forget(Block block)
    {
        if (!Known.TryGetValue(block.Key, out var node) || node.Value != block) return;
        Known.Remove(block.Key);
        ByUse.Remove(node);
        s_bytes -= block.Bytes;
    }
}

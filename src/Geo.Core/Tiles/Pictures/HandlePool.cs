using Geo.Core.Gdal;

namespace Geo.Core.Tiles.Pictures;

/// <summary>Open rasters that wait for their next reader: opening costs more than a tile. One handle, one reader at a time.</summary>
internal static class HandlePool
{
    private const int MostIdle = 48;
    private static readonly LinkedList<((string Key, int Level) Of, Dataset Data)> Idle = new();    // the latest first

    /// <summary>Runs a reading with a handle of its own.</summary>
    public static void With(RasterFile file, int level, Action<Dataset> read)
    {
        var key = (file.Key, level);
        Dataset data = Take(key) ?? Dataset.OpenOverview(file.Path, level - 1);
        try
        {
            read(data);
        }
        catch
        {
            data.Dispose();
            throw;
        }

        Dataset? old = null;
        lock (Idle)
        {
            Idle.AddFirst((key, data));
            if (Idle.Count > MostIdle)
            {
                old = Idle.Last!.Value.Data;
                Idle.RemoveLast();
            }
        }

        old?.Dispose();
    }

    private static Dataset? Take((string, int) key)
    {
        lock (Idle)
        {
            for (var node = Idle.First; node is not null; node = node.Next)
            {
                if (node.Value.Of != key) continue;
                Idle.Remove(node);
                return node.Value.Data;
            }
        }

        return null;
    }
}

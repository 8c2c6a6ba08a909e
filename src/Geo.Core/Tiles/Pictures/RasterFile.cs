using System.Collections.Concurrent;
using System.Globalization;
using Geo.Core.Gdal;
using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>A raster to draw: its file, its bands as physical values, what says no data. Its size and overviews are read once a state of the file.</summary>
public sealed class RasterFile
{
    private static readonly ConcurrentDictionary<string, RasterFile> Known = new();
    private const int MostKnown = 4096, DefaultSide = 256;

    private RasterFile(string path, string key, Grid grid, IReadOnlyList<SceneBand> bands, double? noData, bool isSmall, IReadOnlyList<(int Width, int Height)> levels, IReadOnlyList<uint> colours)
    {
        (Path, Key, Grid, Bands, NoData, IsSmall, Levels, Colours) = (path, key, grid, bands, noData, isSmall, levels, colours);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Names this state of the file.</summary>
    public string Key { get; }

    /// <summary>Place and size.</summary>
    public Grid Grid { get; }

    /// <summary>Where it lies, longitude and latitude.</summary>
    public Extent Degrees { get; private init; }

    /// <summary>Bands, with the roles of a scene or none.</summary>
    public IReadOnlyList<SceneBand> Bands { get; }

    /// <summary>The number that says no data.</summary>
    public double? NoData { get; }

    /// <summary>True where all bands hold whole numbers of at most 16 bits, without sign.</summary>
    public bool IsSmall { get; }

    /// <summary>Size of the raster and of its overviews, finest first.</summary>
    public IReadOnlyList<(int Width, int Height)> Levels { get; }

    /// <summary>Colours of a class raster's values, 0xAARRGGBB; empty where it brings none.</summary>
    public IReadOnlyList<uint> Colours { get; }

    /// <summary>Names of a class raster's values 1, 2, …; empty where it names none.</summary>
    public IReadOnlyList<string> Classes { get; private init; } = [];

    /// <summary>Side of the squares in which it is decoded: that of its own blocks where they are squares of a sane size.</summary>
    public int BlockSide { get; private init; }

    /// <summary>A scene's raster.</summary>
    /// <exception cref="InputException">It is gone.</exception>
    public static RasterFile Of(Scene scene, string scenesFolder)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return Open(System.IO.Path.Combine(scenesFolder, scene.CogFile), scene.Bands, scene.NoData);
    }

    /// <summary>Any raster; without bands they are the file's own.</summary>
    /// <exception cref="InputException">It is gone, or has no place.</exception>
    public static RasterFile Open(string path, IReadOnlyList<SceneBand>? bands = null, double? noData = null)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new InputException(System.IO.Path.GetFileName(path), null, "the raster is gone", "put it back from a copy of the workspace");
        string key = string.Create(CultureInfo.InvariantCulture, $"{path}|{info.Length}|{info.LastWriteTimeUtc.Ticks}");
        if (Known.Count > MostKnown) Known.Clear();
        return Known.GetOrAdd(key, _ =>
        {
            using var data = Dataset.Open(path);
            SceneBand[] all = bands is not null ? [.. bands] : [.. Enumerable.Range(1, data.BandCount).Select(n => new SceneBand(BandRole.Other, n, data.Band(n).Scale, data.Band(n).Offset))];
            bool isSmall = all.All(band => data.Band(band.Index).Type is PixelType.Byte or PixelType.UInt16);
            var outline = SceneFootprint.Of(data.Grid).EnvelopeInternal;
            return new RasterFile(path, key, data.Grid, all, noData ?? data.Band(1).NoData, isSmall,
                [(data.Width, data.Height), .. data.Overviews], data.ColourTable(1))
            {
                Degrees = new Extent(outline.MinX, outline.MinY, outline.MaxX, outline.MaxY),
                Classes = data.Metadata(ClassRasterWriter.ClassesKey) is { } names ? System.Text.Json.JsonSerializer.Deserialize<string[]>(names)! : [],
                BlockSide = data.Band(1) is { BlockWidth: >= 64 and <= 1024 } first && first.BlockWidth == first.BlockHeight ? first.BlockWidth : DefaultSide,
            };
        });
    }

    /// <summary>The level to draw from: the coarsest that is not coarser than the picture, as gdalwarp chooses.</summary>
    /// <param name="sourcePixels">Pixels of the raster a pixel of the picture.</param>
    internal int LevelFor(double sourcePixels)
    {
        int level = 0;
        for (int i = 1; i < Levels.Count; i++)
        {
            if ((double)Levels[0].Width / Levels[i].Width <= sourcePixels * 1.001) level = i;
        }

        return level;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Geo.Core.Gdal;

namespace Geo.Core.Imagery;

/// <summary>A raster of heights (DSM, DTM) on a map plane, read as metres by window; NaN is no data. One thread.</summary>
public sealed partial class HeightRaster : IDisposable
{
    private readonly Dataset _data;
    private readonly int _band;
    private readonly double _scale, _offset;
    private readonly float _noData;

    private HeightRaster(Dataset data, string name, int band, double scale, double offset, double? noData)
    {
        (_data, _band, Name) = (data, band, name);
        Grid = data.Grid;
        if (!Projection.IsProjected(Grid.Crs))
        {
            throw new InputException(name, "CRS", $"its cells are no metres but degrees or local units ({Projection.Name(Grid.Crs)})",
                "bring it to a map plane first, as with gdalwarp -t_srs EPSG:4546 -r bilinear");
        }

        if (band < 1 || band > data.BandCount) throw new InputException(name, "band", $"there is no band {band}", $"the file holds {data.BandCount}");
        MetresPerUnit = Projection.LinearUnit(Grid.Crs);
        HeightUnit = UnitOf(data, band);
        double metres = MetresOf(HeightUnit, name);
        (_scale, _offset, _noData) = (scale * metres, offset * metres, noData is { } value ? (float)value : float.NaN);
    }

    /// <summary>The file or scene, for messages.</summary>
    public string Name { get; }

    /// <summary>Place, size and CRS; any affine grid of a projected CRS.</summary>
    public Grid Grid { get; }

    /// <summary>Metres in a unit of the plane.</summary>
    public double MetresPerUnit { get; }

    /// <summary>Unit of the heights in the file (metre where it names none); what is read is metres always.</summary>
    public string HeightUnit { get; }

    /// <summary>Opens a file; heights are band 1.</summary>
    /// <exception cref="InputException">No such file, no CRS, degrees instead of a plane, or a unit of height that is not known.</exception>
    /// <exception cref="GdalException">It cannot be opened as a raster.</exception>
    public static HeightRaster Open(string path)
    {
        Dataset data = Dataset.Open(path);
        try
        {
            BandInfo band = data.Band(1);
            return new HeightRaster(data, path, 1, band.Scale, band.Offset, band.NoData);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Opens the heights of a scene.</summary>
    /// <param name="scene">A scene of profile dsm or dem.</param>
    /// <param name="scenesFolder">The workspace's scenes/ folder.</param>
    /// <exception cref="InputException">The scene holds no heights, its raster is gone, or as for a file.</exception>
    public static HeightRaster Of(Scene scene, string scenesFolder)
    {
        ArgumentNullException.ThrowIfNull(scene);
        string name = $"scene {scene.Id}";
        SceneBand band = scene.Bands.FirstOrDefault(b => b.Role == BandRole.Elevation)
            ?? throw new InputException(name, "heights", $"a scene of profile {scene.Profile} holds no heights", "choose a scene of profile dsm or dem");
        string path = Path.Combine(scenesFolder, scene.CogFile);
        if (!File.Exists(path)) throw new InputException(name, null, "its raster is gone", "put it back from a copy of the workspace, or ingest the scene again");
        Dataset data = Dataset.Open(path);
        try
        {
            return new HeightRaster(data, name, band.Index, band.Scale, band.Offset, scene.NoData);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Heights of a window.</summary>
    /// <param name="window">Inside the grid.</param>
    /// <param name="into">Row by row, metres; NaN where there is no data.</param>
    public void Read(Window window, Span<float> into)
    {
        _data.Read(_band, window, into);
        if (!float.IsNaN(_noData)) into.Replace(_noData, float.NaN);
        if (_scale == 1 && _offset == 0) return;
        for (int i = 0; i < into.Length; i++) into[i] = (float)(into[i] * _scale + _offset);
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    // The band's own word first, then the vertical part of a compound CRS.
    private static string UnitOf(Dataset data, int band)
    {
        if (data.Unit(band) is { Length: > 0 } unit) return unit;
        Match vertical = VerticalUnit().Match(data.Grid.Crs.Wkt);
        return vertical.Success ? vertical.Groups[1].Value : "metre";
    }

    private static double MetresOf(string unit, string name) => unit.Trim().ToLowerInvariant() switch
    {
        "m" or "metre" or "meter" or "metres" or "meters" or "米" => 1,
        "cm" or "centimetre" or "centimeter" => 0.01,
        "ft" or "foot" or "feet" or "international foot" => 0.3048,
        // 1200/3937 m: NIST Special Publication 811, appendix B.
        "ftus" or "us-ft" or "sft" or "us survey foot" or "foot_us" => 1200.0 / 3937,
        _ => throw new InputException(name, "unit of heights", string.Create(CultureInfo.InvariantCulture, $"'{unit}' is not known"),
            "name it m or ft with gdal_edit.py -units, or bring the heights to metres"),
    };

    [GeneratedRegex("VERT_?C(?:S|RS)\\[.*UNIT\\[\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex VerticalUnit();
}

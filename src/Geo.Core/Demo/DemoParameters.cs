using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Demo;

/// <summary>
/// The frozen parameters, data/demo/district.json. The simulation uses positions in the lists; names are only printed.
/// <c>Strangers</c> is no part of the demo: in the small window and in all, yards of a material of its own (<see cref="Ground.Stranger"/>,
/// which then ends the materials) that no label names, for tests of what a model does with what it never saw.
/// </summary>
internal sealed record DemoParameters(
    string OutlineSource, double[][] Outline, double[][] MountainFront, double[][] River, TributaryLine Tributary, double RiverWidthMetres,
    RoadLine[] Roads, TownCentre[] Towns, double[] OriginMetres, int[] FullPixels, int[] SmallWindow,
    int[] Pits, int[] ListedDumps, int[] UnlistedDumps, int[] CoalYards, int[] IronYards, int[] BuildingSites,
    double TrainShare, double MinimumPitSquareMetres, double MinimumDumpSquareMetres,
    string MineCodePrefix, string DumpCodePrefix, string SyntheticPrefix, string[] ClassNames, string[] Minerals, string[] MineNouns,
    DumpKind[] DumpKinds, string[] Bands, Material[] Materials, DemoDate[] Dates, DemoDate[] Archive, LandsatBand[] LandsatBands,
    int[]? Strangers = null)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A date by its number: those of the survey first, those of the archive after them.</summary>
    public DemoDate DateAt(int date) => date < Dates.Length ? Dates[date] : Archive[date - Dates.Length];

    /// <summary>Metres of a pixel's side.</summary>
    public const double PixelMetres = 10;

    /// <summary>Reads the parameters that travel with the program.</summary>
    public static DemoParameters Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "data", "demo", "district.json");
        if (!File.Exists(path))
        {
            throw new InputException(path, null, "the demo's parameters are missing", "install the data folder beside the program");
        }

        return JsonSerializer.Deserialize<DemoParameters>(File.ReadAllText(path), Strict)!;
    }
}

/// <summary>A tributary of the river as the register draws it, lon/lat.</summary>
internal sealed record TributaryLine(string Name, double[][] Line);

/// <summary>A road's centre line, lon/lat.</summary>
internal sealed record RoadLine(double HalfWidthMetres, double[][] Line);

/// <summary>A town: centre lon/lat, size, direction of its streets (cosine, sine).</summary>
internal sealed record TownCentre(string Name, double[] Centre, double RadiusMetres, double[] StreetAngle);

/// <summary>A kind of dump; its position is the material's position.</summary>
internal sealed record DumpKind(string Name, string WasteCategory, double Share);

/// <summary>A surface's spectrum: mean reflectance a band, relative sd between objects and between pixels.</summary>
internal sealed record Material(string Name, float ObjectSd, float FineSd, float[] Mean);

/// <summary>One acquisition: greenness of grass and of early, late and ploughed crops [0, 1], river stage [0, 1], sun as (sine, cosine) of elevation and (east, north) of azimuth, cloud share, haze (reflectance in blue), gain.</summary>
internal sealed record DemoDate(
    DateTimeOffset AcquiredAt, float Grass, float Crop, float LateCrop, float Ploughed, float Stage, float[] SunElevation, float[] SunAzimuth,
    float Cloud, float Haze, float Gain, bool InSmall, bool Landsat = false);

/// <summary>A band of Landsat as the demo makes it: the band of Sentinel-2 it is made from, and how the two relate (OLI = slope · MSI + offset).</summary>
internal sealed record LandsatBand(string Name, string From, float Slope, float Offset);

/// <summary>True class of a pixel; 1 + position in the parameters' class names.</summary>
internal enum Cover : byte
{
    None = 0, Stockpile, UnrestoredPit, CoalYard, IronYard, Sandbar, PloughedField, BuildingSite, BareRock, BrightRoof, BareSteppe,
    Steppe, Cropland, Water, BuiltUp, Road, RestoredPit,
}

/// <summary>What the ground is made of; position in the parameters' materials.</summary>
internal enum Ground : byte
{
    Slag = 0, Ash, Gypsum, Tailings, ConstructionWaste, PitFace, Coal, IronOre, Sand, PloughedSoil, BuildingGround, Rock, BrightRoof,
    SteppeSoil, Water, Roofs, Asphalt, BlueRoof, Grass, Crop, Trees, ShadowGround, Stranger,
}

namespace Geo.Core.Imagery;

/// <summary>What a person may say of a product that its files do not.</summary>
public sealed record IngestOptions
{
    /// <summary>Profile id; null: guessed from name and bands, and the guess is told in the notes.</summary>
    public string? Profile { get; init; }

    /// <summary>Band number (from 1) by role name, in any case: BLUE, NIR, ELEVATION…, and the masks SCL, QA_PIXEL, ALPHA.</summary>
    public IReadOnlyDictionary<string, int>? BandMap { get; init; }

    /// <summary>Acquisition; null: from the product.</summary>
    public DateTimeOffset? Datetime { get; init; }

    /// <summary>True for simulated imagery; a file tagged GEOWFC_SYNTHETIC=YES says so itself.</summary>
    public bool Synthetic { get; init; }

    /// <summary>CRS of a raster that names none; null: from a .prj beside it, else refused.</summary>
    public SpatialReference? Crs { get; init; }

    /// <summary>How images that are placed by RPC are brought onto the map.</summary>
    public OrthoOptions Ortho { get; init; } = new();

    /// <summary>Make a mask of cloud, haze and shadow where the product brings none and its bands allow it.</summary>
    public bool OwnMask { get; init; } = true;

    /// <summary>Looks up a scene by its source's hash, so that the same file twice is one scene; null: nothing is known.</summary>
    public Func<string, Scene?>? Known { get; init; }
}

/// <summary>What a person may say of the orthorectification and the numbers of a Gaofen scene.</summary>
public sealed record OrthoOptions
{
    /// <summary>Raster of heights; null: the RPC's mean height everywhere, with a remark.</summary>
    public string? Dem { get; init; }

    /// <summary>Finds a raster of heights at a longitude and latitude where <see cref="Dem"/> names none; null where there is none.</summary>
    public Func<double, double, string?>? FindDem { get; init; }

    /// <summary>
    /// Metres from the ellipsoid up to the surface that the DEM's heights are counted from; 0 for ellipsoidal heights; null: the
    /// EGM96 geoid where PROJ's grid is on the machine.
    /// </summary>
    public double? GeoidHeight { get; init; }

    /// <summary>GeoJSON of ground control points that correct the RPC of the multispectral image; null: the RPC as delivered.</summary>
    public string? ControlPoints { get; init; }

    /// <summary>CRS of the orthoimage; null: CGCS2000 3-degree Gauss-Krüger in China, else UTM.</summary>
    public SpatialReference? Crs { get; init; }

    /// <summary>Sharpens the multispectral bands with the panchromatic one.</summary>
    public bool Pansharpen { get; init; }

    /// <summary>Takes the haze of the darkest objects off, which comes near surface reflectance.</summary>
    public bool DarkObject { get; init; }
}

/// <summary>What became of a product.</summary>
public enum IngestState
{
    /// <summary>A new scene lies in scenes/.</summary>
    Taken,
    /// <summary>The same source is a scene already; nothing was written.</summary>
    Known,
}

/// <summary>A product taken in.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="StacJson">Its STAC item, also in scenes/ID.json; empty where it was known.</param>
/// <param name="State">Whether it is new.</param>
/// <param name="Notes">What was guessed or left out, as sentences.</param>
public sealed record IngestResult(Scene Scene, string StacJson, IngestState State, IReadOnlyList<string> Notes);

namespace Geo.Core.Imagery.Products;

/// <summary>A band of a product: which file, which band, what it measures and how.</summary>
internal sealed record ProductBand(BandRole Role, string Path, int Number, double Scale, double Offset, double? WavelengthNm);

/// <summary>Kind of a mask band.</summary>
internal enum MaskKind
{
    Scl,
    QaPixel,
    RadSat,
    Alpha,
}

/// <summary>A mask band of a product.</summary>
internal sealed record ProductMask(MaskKind Kind, string Path, int Number);

/// <summary>What a person can know of how far a product's numbers can be compared.</summary>
internal static class Radiometry
{
    internal const string Surface = "surface", TopOfAtmosphere = "top_of_atmosphere", DarkObject = "dark_object_subtraction", Brightness = "brightness", Height = "height";
}

/// <summary>What must be done before a product's pixels lie on a map grid: unpacking, orthorectification.</summary>
/// <param name="product">The product as read.</param>
/// <param name="folder">A folder for what is made; removed when the scene is there.</param>
/// <returns>The product with bands that lie on one grid.</returns>
internal delegate Product Preparation(Product product, string folder, IProgress<double> progress, CancellationToken cancel);

/// <summary>The files and bands that make one scene.</summary>
/// <param name="Files">What the hash is made of: each file that the scene depends on.</param>
internal sealed record Product(
    string Name, SensorProfile Profile, IReadOnlyList<string> Files, IReadOnlyList<ProductBand> Bands, IReadOnlyList<ProductMask> Masks,
    DateTimeOffset AcquiredAt, bool Synthetic, IReadOnlyList<string> Notes)
{
    /// <summary>DN of a saturated pixel; null where the product has none.</summary>
    public double? Saturated { get; init; }

    /// <summary>The CRS to go by where the files name none.</summary>
    public SpatialReference? AssumedCrs { get; init; }

    /// <summary>Null where the pixels lie on a map grid already.</summary>
    public Preparation? Prepare { get; init; }

    /// <summary>What was chosen that changes the pixels made of the same files; null where nothing can be chosen.</summary>
    public string? Treatment { get; init; }

    /// <summary>What the numbers are, one of <see cref="Radiometry"/>; null where nobody says it.</summary>
    public string? Numbers { get; init; }

    /// <summary>More that the product says of itself, for the STAC item: name with unit, and a text or number.</summary>
    public IReadOnlyList<(string Key, object Value)> Facts { get; init; } = [];
}

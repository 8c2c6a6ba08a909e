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

/// <summary>The files and bands that make one scene.</summary>
internal sealed record Product(
    string Name, SensorProfile Profile, IReadOnlyList<string> Files, IReadOnlyList<ProductBand> Bands, IReadOnlyList<ProductMask> Masks,
    DateTimeOffset AcquiredAt, bool Synthetic, IReadOnlyList<string> Notes);

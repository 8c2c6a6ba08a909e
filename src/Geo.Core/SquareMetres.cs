namespace Geo.Core;

/// <summary>An area on the ellipsoid or in a metric plane, m².</summary>
public readonly record struct SquareMetres(double Value)
{
    /// <summary>The same in hectares (公顷).</summary>
    public double Hectares => Value / 10_000;

    /// <summary>The same in mu (亩), 1/15 ha.</summary>
    public double Mu => Value * 15 / 10_000;
}

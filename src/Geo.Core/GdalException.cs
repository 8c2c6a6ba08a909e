namespace Geo.Core;

/// <summary>An error of GDAL, OGR or PROJ, with the library's own number and message and the path it was about.</summary>
public sealed class GdalException(string path, int number, string gdalMessage)
    : Exception($"{path}: {gdalMessage} (GDAL error {number})")
{
    /// <summary>The file or dataset.</summary>
    public string Path { get; } = path;

    /// <summary>CPLE_* number.</summary>
    public int Number { get; } = number;

    /// <summary>GDAL's own words.</summary>
    public string GdalMessage { get; } = gdalMessage;

    /// <summary>True where there was no room left when it happened.</summary>
    public bool IsDiskFull { get; init; }
}

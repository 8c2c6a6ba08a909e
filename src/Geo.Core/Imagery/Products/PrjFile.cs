using Geo.Core.Gdal;

namespace Geo.Core.Imagery.Products;

/// <summary>The CRS that stands beside a raster in a .prj file, as mosaicking programs write it.</summary>
internal static class PrjFile
{
    private const int LongestText = 20_000;

    private static readonly string[] s_ends = [".prj", ".PRJ"];

    /// <exception cref="InputException">There is a .prj whose text names no CRS.</exception>
    internal static SpatialReference? Beside(string path)
    {
        string? prj = s_ends.Select(end => Path.ChangeExtension(path, end)).FirstOrDefault(File.Exists);
        if (prj is null) return null;
        string text = File.ReadAllText(prj).Trim();
        try
        {
            return text.Length is > 0 and < LongestText ? Projection.FromUser(text) : null;
        }
        catch (InputException wrong)
        {
            throw new InputException(prj, "CRS", "its text names no coordinate reference system", "pass --crs, as --crs EPSG:4546", wrong)
            { Chinese = "里面没有可用的坐标系；请用 geowfc ingest --crs 指定，如 --crs EPSG:4546" };
        }
    }
}

using Geo.Api.Ogc;
using Geo.Core.Tiles.Pictures;
using Microsoft.Net.Http.Headers;

namespace Geo.Api.Tiles;

/// <summary>Media types of tiles, and the choice among them.</summary>
internal static class TileMedia
{
    /// <summary>Mapbox vector tile.</summary>
    public const string Mvt = "application/vnd.mapbox-vector-tile";

    /// <summary>TileJSON has no registered type of its own.</summary>
    public const string TileJson = "application/json";

    private static readonly (string Name, string Type, PictureFormat Format)[] Pictures =
        [("png", "image/png", PictureFormat.Png), ("webp", "image/webp", PictureFormat.Webp), ("jpeg", "image/jpeg", PictureFormat.Jpeg)];

    /// <summary>Names and types of pictures.</summary>
    public static IEnumerable<(string Name, string Type)> PictureTypes => Pictures.Select(one => (one.Name, one.Type));

    /// <summary>A picture by its media type; null for any other.</summary>
    public static (string Type, PictureFormat Format)? Named(string type) =>
        Pictures.Where(one => one.Type.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(one => ((string, PictureFormat)?)(one.Type, one.Format)).FirstOrDefault();

    /// <summary><c>f=png|webp|jpeg</c>, else the picture that Accept likes best; PNG to who does not say.</summary>
    public static (string Type, PictureFormat Format) Picture(HttpRequest request)
    {
        string? f = request.Query["f"];
        if (!string.IsNullOrEmpty(f))
        {
            foreach (var (name, type, format) in Pictures)
            {
                if (name == f || type == f || (f == "jpg" && format == PictureFormat.Jpeg)) return (type, format);
            }

            throw Parameters.Wrong("f", $"'{f}' is not a format of this picture", "use png, webp or jpeg");
        }

        var best = (Type: Pictures[0].Type, Pictures[0].Format);
        double quality = 0;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return best;
        foreach (var one in accepted)
        {
            foreach (var (_, type, format) in Pictures)
            {
                if (one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) && (one.Quality ?? 1) > quality) (best, quality) = ((type, format), one.Quality ?? 1);
            }
        }

        // A browser's list of pictures names WebP before PNG: PNG is what is exact, and what it takes too.
        return accepted.Any(one => one.MediaType.Equals("image/*", StringComparison.OrdinalIgnoreCase) || one.MediaType.Equals("*/*", StringComparison.Ordinal)) && best.Format == PictureFormat.Webp
            ? (Pictures[0].Type, Pictures[0].Format)
            : best;
    }

    /// <summary>Refuses any other f than mvt.</summary>
    public static void CheckMvt(HttpRequest request)
    {
        string? f = request.Query["f"];
        if (f is not (null or "" or "mvt" or "pbf" or Mvt)) throw Parameters.Wrong("f", $"'{f}' is not a format of vector tiles", "use mvt, or leave f out");
    }
}

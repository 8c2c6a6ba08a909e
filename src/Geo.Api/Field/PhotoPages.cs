using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Store.Ground;
using Microsoft.Net.Http.Headers;
using NetTopologySuite.Geometries;

namespace Geo.Api.Field;

/// <summary>A photo as it is answered.</summary>
/// <param name="Id">SHA-256 of its bytes.</param>
/// <param name="State">taken, or known: its bytes were here before.</param>
/// <param name="Href">Where it is shown, for people of the bureau.</param>
/// <param name="Lon">Where the camera stood, if it says; of its EXIF only what stands here is told.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
internal sealed record PhotoAnswer(
    string Id, string State, string Href, double? Lon, double? Lat, double? DirectionDeg, string? DirectionReference, DateTimeOffset? TakenAt, string? TimeZone,
    string? Camera, double? SiteDistanceM, double? CheckDistanceM, IReadOnlyList<string> Flags);

/// <summary>Photos of checks.</summary>
internal static class PhotoPages
{
    /// <summary>Photos that one request may bring.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Bytes that a request may have.</summary>
    public const int LargestBody = MostAtOnce * PhotoShelf.LargestPhoto + (1 << 20);

    /// <summary>POST /field-checks/{id}/photos: a raw image/jpeg or image/png, or a multipart form with up to ten files; all of them, or none.</summary>
    public static async Task<IResult> Post(string id, HttpContext http, Visitor visitor, WorkspaceStore store, TimeProvider time, CancellationToken cancel)
    {
        var check = store.Layer(Layers.FieldChecks.Id).Get(id);
        FieldCheckPages.RequireTown(visitor, (string?)check.Properties["town"]);
        FieldCheckPages.RequireAuthor(visitor, check);
        var taken = new List<TakenPhoto>();
        try
        {
            await foreach (var (name, bytes) in Bodies(http, cancel)) taken.Add(PhotoShelf.Take(store.Workspace, bytes, name));
            if (taken.Count == 0) throw new InputException("request", null, "it brings no photo", "send the photo as the body, or as files of a multipart form");
            var shelved = PhotoShelf.Add(store, id, taken, visitor.Name, time.GetUtcNow());
            return TypedResults.Json(new { check_id = id, photos = shelved.Select(Answer) }, Json.Pages);
        }
        finally
        {
            PhotoShelf.Drop(taken);
        }
    }

    /// <summary>GET /photos/{file}: the photo as it came.</summary>
    public static IResult Get(string file, HttpContext http, WorkspaceStore store)
    {
        var (path, mediaType) = PhotoShelf.Open(store, file);
        http.Response.Headers.ContentDisposition = $"inline; filename=\"{file}\"";
        return TypedResults.PhysicalFile(path, mediaType, enableRangeProcessing: true);
    }

    private static async IAsyncEnumerable<(string Name, byte[] Bytes)> Bodies(HttpContext http, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var type = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var given) ? given : null;
        if (type?.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
        {
            yield return ("the photo", await Whole(http.Request.Body, cancel));
            yield break;
        }

        if (FormParts.Of(http.Request) is not { } form)
        {
            throw new InputException("request", "Content-Type", "the body is no photo and no form", "send image/jpeg, image/png or multipart/form-data");
        }

        int files = 0;
        while (await form.Next(cancel) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition()) continue;
            if (++files > MostAtOnce) throw new InputException("request", null, $"it brings more than {MostAtOnce} photos", "send them in several requests");
            yield return ($"photo {files.ToString(System.Globalization.CultureInfo.InvariantCulture)} of the form", await FormParts.Guarded(() => Whole(section.Body, cancel)));
        }
    }

    private static async Task<byte[]> Whole(Stream body, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        byte[] buffer = new byte[81920];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (whole.Length + read > PhotoShelf.LargestPhoto)
            {
                throw new BadHttpRequestException($"a photo has more than {PhotoShelf.LargestPhoto >> 20} MB; send a smaller one", StatusCodes.Status413PayloadTooLarge);
            }

            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }

    private static PhotoAnswer Answer(ShelvedPhoto shelved)
    {
        var (id, place, p) = (shelved.Photo.Id, shelved.Photo.Geometry as Point, shelved.Photo.Properties);
        return new PhotoAnswer(
            id, shelved.State, $"/photos/{Path.GetFileName((string)p["file"]!)}", place?.X, place?.Y, (double?)p["direction_deg"], (string?)p["direction_reference"],
            (DateTimeOffset?)p["taken_at"], (string?)p["time_zone"], (string?)p["camera"], (double?)p["site_distance_m"], (double?)p["check_distance_m"],
            [.. (IEnumerable<string>?)p["flags"] ?? []]);
    }
}

using System.Security.Cryptography;
using Geo.Core.Field;
using Geo.Core.Tracking;
using NetTopologySuite.Geometries;

namespace Geo.Core.Store.Ground;

/// <summary>A photo that lies half-way: checked and read, not yet the workspace's.</summary>
/// <param name="Id">SHA-256 of its bytes, lower-case hex: the same photo is the same, whoever sends it how often.</param>
/// <param name="Format">What it is.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Facts">What its EXIF says.</param>
/// <param name="Partial">Where it lies.</param>
public sealed record TakenPhoto(string Id, PhotoFormat Format, long Bytes, PhotoFacts Facts, string Partial);

/// <summary>A photo after a write.</summary>
/// <param name="Photo">The row of field-photos.</param>
/// <param name="State">taken, or known: its bytes were here before.</param>
public sealed record ShelvedPhoto(Feature Photo, string State);

/// <summary>Photos of field checks: files under photos/, facts in the layer field-photos.</summary>
public static class PhotoShelf
{
    /// <summary>Bytes that one photo may have.</summary>
    public const int LargestPhoto = 20 << 20;

    /// <summary>Photos that one check may have.</summary>
    public const int MostPhotos = 50;

    /// <summary>The EXIF could not be read to its end; the photo is kept.</summary>
    public const string DamagedExif = "exif_damaged";

    /// <summary>The photo belongs to another check too.</summary>
    public const string InOtherCheck = "in_other_check";

    /// <summary>The photo was taken more than a day before or after its check.</summary>
    public const string OtherDay = "other_day";

    private static readonly TimeSpan SameDay = TimeSpan.FromHours(24);

    /// <summary>Reads a photo and puts it aside in the workspace's temporary folder.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="photo">The whole file, JPEG or PNG.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <exception cref="InputException">It is neither JPEG nor PNG by its first bytes, or too large.</exception>
    public static TakenPhoto Take(Workspace workspace, byte[] photo, string name)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(photo);
        if (photo.Length > LargestPhoto) throw new InputException(name, null, $"it has more than {LargestPhoto >> 20} MB", "send a smaller picture");
        var format = PhotoFormat.Of(photo) ?? throw new InputException(name, null, "it is neither JPEG nor PNG", "send the photo as JPEG (on an iPhone: camera format 'most compatible'), not as HEIC or anything else");
        string partial = Path.Combine(workspace.Temporary, $"photo-{Guid.NewGuid():N}{format.Extension}");
        File.WriteAllBytes(partial, photo);
        return new TakenPhoto(Convert.ToHexStringLower(SHA256.HashData(photo)), format, photo.Length, ExifReader.Read(photo), partial);
    }

    /// <summary>Makes photos the workspace's own, and their check's. A check without a place gets that of the first photo that has one.</summary>
    /// <returns>A state a photo, in order.</returns>
    /// <exception cref="NotFoundException">There is no such check.</exception>
    /// <exception cref="InputException">The check would have too many photos; nothing was written.</exception>
    public static IReadOnlyList<ShelvedPhoto> Add(WorkspaceStore store, string checkId, IReadOnlyList<TakenPhoto> photos, string author, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(photos);
        var rules = EvidenceRules.Default;
        string checks = Layers.FieldChecks.Id, layer = Layers.FieldPhotos.Id;
        var before = store.Layer(checks).Get(checkId);
        var site = FieldCheckWrite.SiteOf(store, Text(before, "site_kind"), Text(before, "site_code"), Text(before, "detection_id"), Text(before, "case_id"));
        var known = new HashSet<string>();
        store.Write(author, null, null, writer =>
        {
            var check = writer.Find(checks, checkId) ?? throw new NotFoundException($"item of {checks}", checkId);
            string[] had = [.. (IEnumerable<string>?)check.Properties["photos"] ?? []];
            string[] has = [.. had.Union(photos.Select(p => p.Id))];
            if (has.Length > MostPhotos) throw new InputException("the field check", "photos", $"it would have {has.Length}", $"a check takes at most {MostPhotos}: make another for the rest");
            var place = check.Geometry as Point ?? photos.Select(p => PlaceOf(p.Facts)).FirstOrDefault(p => p is not null);
            if (has.Length > had.Length)
            {
                var row = new Dictionary<string, object?> { ["photos"] = has };
                if (check.Geometry is null && place is not null)
                {
                    row["position_source"] = "photo";
                    (row["site_distance_m"], row["doubts"]) = PlaceDoubts.OfCheck(place, site.Geometry, rules.CheckMetres);
                }

                writer.Put(checks, new Feature(checkId, check.Geometry is null ? place : null, row));
            }

            foreach (var photo in photos.DistinctBy(p => p.Id))
            {
                var stored = writer.Find(layer, photo.Id);
                if (stored is null)
                {
                    string file = Shelve(store.Workspace, photo, at);
                    writer.Put(layer, Row(photo, check, place, site, file, author, at, rules));
                    writer.Audit("field-photo.add", $"{checks}/{checkId}/photos/{photo.Id}");
                }
                else
                {
                    known.Add(photo.Id);
                    var flags = (IEnumerable<string>?)stored.Properties["flags"] ?? [];
                    if (!Equals(stored.Properties["check_id"], checkId) && !flags.Contains(InOtherCheck))
                    {
                        writer.Put(layer, new Feature(photo.Id, null, new Dictionary<string, object?> { ["flags"] = flags.Append(InOtherCheck).ToArray() }));
                        writer.Audit("field-photo.share", $"{checks}/{checkId}/photos/{photo.Id}");
                    }
                }
            }
        });
        return [.. photos.Select(p => new ShelvedPhoto(store.Layer(layer).Get(p.Id), known.Contains(p.Id) ? "known" : "taken"))];
    }

    /// <summary>Takes away what was put aside and not shelved.</summary>
    public static void Drop(IEnumerable<TakenPhoto> photos)
    {
        ArgumentNullException.ThrowIfNull(photos);
        foreach (var photo in photos) File.Delete(photo.Partial);
    }

    /// <summary>The file of a photo and its media type.</summary>
    /// <param name="store">The store.</param>
    /// <param name="file">SHA-256 and extension, as in the address.</param>
    /// <exception cref="NotFoundException">There is no such photo, or its file is gone.</exception>
    public static (string Path, string MediaType) Open(WorkspaceStore store, string file)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(file);
        var row = store.Layer(Layers.FieldPhotos.Id).Find(Path.GetFileNameWithoutExtension(file));
        // The path is the store's own, never the asker's.
        if (row is null || Text(row, "file") is not { } kept || Path.GetFileName(kept) != file || !File.Exists(Path.Combine(store.Workspace.Folder, kept)))
        {
            throw new NotFoundException("photo", file);
        }

        return (Path.GetFullPath(Path.Combine(store.Workspace.Folder, kept)), Text(row, "media_type")!);
    }

    // By rename: a file under photos/ is always whole. If the row is then not written, the file waits for the photo to be sent again.
    private static string Shelve(Workspace workspace, TakenPhoto photo, DateTimeOffset at)
    {
        string year = at.UtcDateTime.Year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
        string folder = Path.Combine(workspace.Photos, year), path = Path.Combine(folder, photo.Id + photo.Format.Extension);
        Directory.CreateDirectory(folder);
        Disk.Flush(photo.Partial);
        File.Move(photo.Partial, path, overwrite: true);
        return workspace.Told(path);
    }

    private static Feature Row(TakenPhoto photo, Feature check, Point? checkPlace, Feature site, string file, string author, DateTimeOffset at, EvidenceRules rules)
    {
        var facts = photo.Facts;
        var place = PlaceOf(facts);
        var (apart, doubts) = PlaceDoubts.OfPhoto(place, checkPlace, rules.PhotoMetres, rules.ShiftErrorMetres);
        var (outside, siteDoubts) = PlaceDoubts.OfCheck(place, site.Geometry, rules.CheckMetres);
        var flags = new List<string>(doubts.Union(siteDoubts));
        if (facts.Damaged) flags.Add(DamagedExif);
        if (facts.TakenAt is { } taken && (taken - (DateTimeOffset)check.Properties["checked_at"]!).Duration() > SameDay) flags.Add(OtherDay);
        return new Feature(photo.Id, place, new Dictionary<string, object?>
        {
            ["check_id"] = check.Id,
            ["site_kind"] = check.Properties["site_kind"],
            ["site_code"] = check.Properties["site_code"],
            ["town"] = check.Properties["town"],
            ["direction_deg"] = facts.Direction,
            ["direction_reference"] = facts.DirectionReference,
            ["taken_at"] = facts.TakenAt,
            ["time_zone"] = facts.TimeZone switch { TimeZoneOrigin.Stated => "stated", TimeZoneOrigin.Assumed => "assumed", _ => null },
            ["camera"] = facts.Camera,
            ["site_distance_m"] = outside,
            ["check_distance_m"] = apart,
            ["sha256"] = photo.Id,
            ["file"] = file,
            ["media_type"] = photo.Format.MediaType,
            ["size_bytes"] = photo.Bytes,
            ["flags"] = flags,
            ["uploaded_by"] = author,
            ["uploaded_at"] = at,
        });
    }

    private static Point? PlaceOf(PhotoFacts facts) => facts is { Longitude: { } lon, Latitude: { } lat } ? new Point(lon, lat) : null;

    private static string? Text(Feature f, string name) => f.Properties[name] as string;
}

using System.Globalization;
using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Jobs.Inbox;

namespace Geo.Api.Inbox;

/// <summary>A scene that the browser sends into the inbox.</summary>
internal static class Uploads
{
    private const int LongestName = 200, BufferBytes = 1 << 17;
    private static readonly TimeSpan s_forgotten = TimeSpan.FromDays(1);

    /// <summary>PUT /inbox/files/{name}: the file is the body. It appears in the inbox once all of it has come.</summary>
    public static async Task<IResult> Put(string name, HttpContext http, Visitor visitor, WorkspaceStore store, LookIntoInbox look, TimeProvider time, CancellationToken cancel)
    {
        InboxSettings settings = InboxSettings.Of(store.Workspace);
        CheckName(name);
        long length = http.Request.ContentLength ?? throw Wrong(null, "its length is not told", "send it with Content-Length");
        if (length == 0) throw Wrong(null, "it is empty", "send the file as the body");
        if (length > settings.UploadBytes)
        {
            throw Wrong(null, string.Create(CultureInfo.InvariantCulture, $"it is larger than {settings.UploadBytes >> 20} MB"), "copy it into the inbox's folder itself, or raise GEOWFC_UPLOAD_MB");
        }

        string target = Path.Combine(settings.Folder, name);
        if (Path.Exists(target)) throw Wrong("name", $"'{name}' lies in the inbox already", "wait until it is worked on, or give it another name");
        // A hidden name: the inbox passes it over.
        string partial = Path.Combine(settings.Folder, $".upload-{Guid.NewGuid():N}.part");
        Sweep(settings.Folder, time.GetUtcNow());
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true)) await http.Request.Body.CopyToAsync(file, BufferBytes, cancel);
            store.Write(visitor.Name, null, null, writer =>
            {
                File.Move(partial, target, overwrite: false);
                writer.Audit("inbox.upload", $"inbox/{name}", string.Create(CultureInfo.InvariantCulture, $"{length} bytes"));
            });
        }
        finally
        {
            File.Delete(partial);
        }

        look();
        return TypedResults.Json(new { name, bytes = length }, Json.Pages, statusCode: StatusCodes.Status201Created);
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > LongestName || name.StartsWith('.') || name.Any(c => char.IsControl(c) || "/\\:*?\"<>|".Contains(c, StringComparison.Ordinal)))
        {
            throw Wrong("name", $"'{name}' is no name for a file in the inbox", "use a plain file name without / \\ : * ? \" < > |");
        }

        if (!InboxNames.CanBeTaken(name)) throw Wrong("name", $"'{name}' is no image or archive by its name", "send a .tif, .img, .jp2, .zip, .tar or .tar.gz");
    }

    // What a connection that broke with its server has left.
    private static void Sweep(string folder, DateTimeOffset now)
    {
        foreach (string old in Directory.EnumerateFiles(folder, ".upload-*.part").Where(f => now - File.GetLastWriteTimeUtc(f) > s_forgotten)) File.Delete(old);
    }

    private static InputException Wrong(string? field, string problem, string mend) => new("upload", field, problem, mend);
}

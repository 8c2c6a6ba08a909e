using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>A folder of the workspace with what people drew: NAME.geojson, each with a tag that changes with every byte of it.</summary>
/// <param name="folder">Where it is.</param>
/// <param name="field">What wrong names are told of.</param>
/// <param name="named">What a name is the name of.</param>
/// <param name="kind">What one of them is.</param>
internal sealed class DrawnFolder(Func<Workspace, string> folder, string field, string named, string kind)
{
    private const string Ending = ".geojson";
    private const int LongestName = 64;

    private static readonly JsonSerializerOptions s_style = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All files in brief, by name; those that are none of ours are passed over.</summary>
    public IReadOnlyList<T> List<T>(Workspace workspace, Func<Workspace, string, T> brief) where T : class
    {
        return !Directory.Exists(folder(workspace))
            ? []
            : [.. Directory.EnumerateFiles(folder(workspace), "*" + Ending).Order(StringComparer.Ordinal).Select(BriefOrNull).OfType<T>()];

        T? BriefOrNull(string path)
        {
            try
            {
                return brief(workspace, path);
            }
            catch (InputException)
            {
                return null; // somebody's own file
            }
        }
    }

    /// <summary>Where something of a name is kept, whether it is there or not.</summary>
    /// <exception cref="InputException">It is no name.</exception>
    public string PathOf(Workspace workspace, string name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_')
            ? Path.Combine(folder(workspace), name + Ending)
            : throw new InputException(field, "name", $"'{name}' is no name of {named}", $"use letters, digits, '-' and '_', at most {LongestName}");

    /// <summary>A file and its tag.</summary>
    /// <exception cref="NotFoundException">It is not there.</exception>
    public (byte[] Content, string Tag) Load(Workspace workspace, string name)
    {
        string path = PathOf(workspace, name);
        if (!File.Exists(path)) throw new NotFoundException(kind, name);
        byte[] content = File.ReadAllBytes(path);
        return (content, TagOf(content));
    }

    /// <summary>The tag of the file at a path; null where there is none.</summary>
    public static string? TagAt(string path) => File.Exists(path) ? TagOf(File.ReadAllBytes(path)) : null;

    /// <summary>What a document is as bytes of a file.</summary>
    public static byte[] Content<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, s_style);

    /// <summary>Writes a file, which appears whole.</summary>
    /// <returns>Its tag.</returns>
    public static string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a workspace of an earlier version may have none
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        File.WriteAllBytes(partial, content);
        Disk.Flush(partial);
        File.Move(partial, path, overwrite: true);
        return TagOf(content);
    }

    private static string TagOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..32];
}

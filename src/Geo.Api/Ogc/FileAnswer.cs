using Microsoft.AspNetCore.Http.HttpResults;

namespace Geo.Api.Ogc;

/// <summary>An answer that is a file made for it by something that writes files.</summary>
internal static class FileAnswer
{
    /// <summary>Lets a file be written in a folder of its own, and sends it.</summary>
    /// <param name="name">Name of the file; its extension is the format.</param>
    /// <param name="mediaType">Its media type.</param>
    /// <param name="write">Writes the file at the path given.</param>
    public static FileContentHttpResult Of(string name, string mediaType, Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("geowfc-");
        try
        {
            string file = Path.Combine(folder.FullName, "answer" + Path.GetExtension(name));
            write(file);
            return TypedResults.File(File.ReadAllBytes(file), mediaType, name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

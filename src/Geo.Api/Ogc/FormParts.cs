using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Geo.Api.Ogc;

/// <summary>The parts of a multipart/form-data body, read one after another. A form that breaks off is the sender's fault and told so, wherever it breaks.</summary>
internal sealed class FormParts
{
    private readonly MultipartReader _reader;

    private FormParts(MultipartReader reader) => _reader = reader;

    /// <summary>The form of a request; null where its body is none.</summary>
    public static FormParts? Of(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var given) ? given : null;
        string? boundary = type is not null && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary is { Length: > 0 and <= 100 } ? new FormParts(new MultipartReader(boundary, request.Body)) : null;
    }

    /// <summary>The next part; null behind the last.</summary>
    /// <exception cref="InputException">The form breaks off, or is malformed.</exception>
    public Task<MultipartSection?> Next(CancellationToken cancel) => Guarded(() => _reader.ReadNextSectionAsync(cancel));

    /// <summary>Reads what a part holds.</summary>
    /// <exception cref="InputException">The form breaks off within it.</exception>
    public static async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !Core.Disk.IsFull(e)))
        {
            throw new InputException("request", null, "the form breaks off or is malformed", "send it again", e) { Chinese = "上传中断或格式有误；请重新上传" };
        }
    }
}

using System.Text.Json;

namespace Geo.Core;

/// <summary>A file of rules or values as data: read whole, or refused by one sentence that names the shipped file to compare with.</summary>
internal static class RulesFile
{
    /// <summary>Members in snake_case.</summary>
    public static readonly JsonSerializerOptions SnakeCase = new() { PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads a file of the form <typeparamref name="T"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shipped">The file that is shipped, for the mend.</param>
    /// <param name="style">How members are named; <see cref="SnakeCase"/> where null.</param>
    /// <param name="whole">Whether what was read holds all that is needed; true where null.</param>
    /// <exception cref="InputException">It cannot be read, is no JSON of this form, or is not whole.</exception>
    public static T Read<T>(string file, string shipped, JsonSerializerOptions? style = null, Func<T, bool>? whole = null)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), style ?? SnakeCase) is { } read && whole?.Invoke(read) != false
                ? read
                : throw new JsonException("a part is missing");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, null, $"it cannot be read ({e.Message})", $"compare with {shipped}", e);
        }
    }
}

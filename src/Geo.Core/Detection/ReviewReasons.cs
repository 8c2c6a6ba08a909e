using System.Text.Json;

namespace Geo.Core.Detection;

/// <summary>What the reason of a rejection says of the ground, as data/review-reasons.json has it.</summary>
public sealed class ReviewReasons
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<ReviewReasons> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "review-reasons.json")));

    private readonly ReasonFile _file;

    private ReviewReasons(ReasonFile file) => _file = file;

    /// <summary>The file beside the program.</summary>
    public static ReviewReasons Standard => Shipped.Value;

    /// <summary>Class of ground of which nobody has said what it is, only what it is not.</summary>
    public string Otherwise => _file.Otherwise;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">Not such a file.</exception>
    public static ReviewReasons Load(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<ReasonFile>(File.ReadAllBytes(path), SnakeCase) is { Otherwise: not null, Classes: not null, NoSample: not null } file) return new ReviewReasons(file);
        }
        catch (JsonException e)
        {
            throw new InputException(path, null, $"is no list of review reasons ({e.Message})", "restore the file", e);
        }

        throw new InputException(path, null, "is no list of review reasons", "restore the file");
    }

    /// <summary>Class of the ground of a rejected detection; null where the reason speaks of the picture and not of the ground.</summary>
    /// <param name="reason">As the verdict has it; null where none was given.</param>
    public string? ClassOf(string? reason) =>
        reason is null ? Otherwise : _file.NoSample.Contains(reason) ? null : _file.Classes.GetValueOrDefault(reason, Otherwise);

    private sealed record ReasonFile(string Otherwise, Dictionary<string, string> Classes, string[] NoSample);
}

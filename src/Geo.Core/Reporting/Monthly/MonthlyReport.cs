using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Core.Reporting.Monthly;

/// <summary>Who froze a report, and when.</summary>
public sealed record Seal(string By, DateTimeOffset At);

/// <summary>A monthly report: its data, every number, what a person put to it. All that its files are made of.</summary>
/// <param name="Version">1 for the first of its month; a reopened report is a new version.</param>
/// <param name="Data">The data.</param>
/// <param name="Figures">The computed numbers by key.</param>
/// <param name="Corrections">A person's remarks, sentences and numbers.</param>
/// <param name="Seal">Null for a draft.</param>
public sealed record MonthlyReport(int Version, MonthlyData Data, IReadOnlyDictionary<string, double?> Figures, Corrections Corrections, Seal? Seal)
{
    private static readonly JsonSerializerOptions Style = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The month.</summary>
    [JsonIgnore]
    public ReportMonth Month => ReportMonth.Parse(Data.Month);

    /// <summary>A fresh draft.</summary>
    public static MonthlyReport Draft(int version, MonthlyData data, Corrections? kept = null) => new(version, data, MonthlyFigures.Of(data), kept ?? Corrections.Nothing, null);

    /// <summary>As it is stored; the same report is the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Style);

    /// <summary>The counterpart of <see cref="ToJson"/>.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static MonthlyReport FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<MonthlyReport>(json, Style) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException("the stored report", null, "it cannot be read: " + e.Message, "restore the workspace from a backup", e);
        }
    }

    /// <summary>Lower-case hex of a stored report or a file of it.</summary>
    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>What the numbers say, whenever they were read: equal for two reports that tell the same.</summary>
    public string Content() => HashOf(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { Figures, Data.Month, Data.Since, Data.Sites, Data.Dumps, Data.Cases, Data.River, Data.Missing, Data.Notes }, Style)));
}

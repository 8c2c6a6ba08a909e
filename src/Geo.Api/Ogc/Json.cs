using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Geo.Api.Ogc;

/// <summary>How we write JSON. Chinese stays readable: the answers are never put into HTML, and carry nosniff.</summary>
internal static class Json
{
    /// <summary>Members as OGC API spells them: numberMatched; absent instead of null.</summary>
    public static readonly JsonSerializerOptions Ogc = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Members as our own pages spell them: run_id; null is written.</summary>
    public static readonly JsonSerializerOptions Pages = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        PropertyNameCaseInsensitive = false,
        Converters = { new UtcConverter() },
    };

    /// <summary>Writer settings of streamed answers.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An instant as ISO 8601 in UTC, whole seconds where it has no fraction.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(
        at.UtcTicks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        System.Globalization.CultureInfo.InvariantCulture);

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Instant(value));
    }
}

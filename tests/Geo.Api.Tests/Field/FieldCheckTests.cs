using System.Net;
using System.Text.Json;
using Geo.Core.Store.Ground;
using Geo.Testing;

namespace Geo.Api.Tests.Field;

/// <summary>A server of its own. M01 is the square from 110.01, 40.5 to 110.014, 40.504 in 河东镇; M02 the next one in 沙尔沁镇; a town's key is one of 河东镇.</summary>
public sealed class FieldCheckTests(ServedWorkspace served) : IClassFixture<ServedWorkspace>
{
    private static readonly (string, string) Token = ("Authorization", "Bearer " + ServedWorkspace.Token);

    [Fact]
    public async Task A_check_sent_twice_is_one_check()
    {
        string check = Check("twice-twice-1", "M01", """ "lon":110.012,"lat":40.502,"position_source":"gps","position_accuracy_m":6,"works":["topsoil","seeding"],"cover_share":0.35,"note":" 已覆土 " """);
        var first = await Post(check, HttpStatusCode.Created);
        var again = await Post(check.Replace("已覆土", "别的", StringComparison.Ordinal), HttpStatusCode.OK);
        Assert.Equal(("new", "same"), (first.GetProperty("state").GetString(), again.GetProperty("state").GetString()));
        var stored = (await served.Send(HttpMethod.Get, "/collections/field-checks/items/twice-twice-1", null, Token)).Content;
        var p = JsonElement.Parse(await stored.ReadAsStringAsync()).GetProperty("properties");
        Assert.Equal(("已覆土", "token", "河东镇", 0), (p.GetProperty("note").GetString(), p.GetProperty("checked_by").GetString(), p.GetProperty("town").GetString(), p.GetProperty("site_distance_m").GetDouble()));
        Assert.Equal(["topsoil", "seeding"], p.GetProperty("works").EnumerateArray().Select(w => w.GetString()));
        Assert.Single(served.Store.Layer("field-checks").Versions("twice-twice-1"));
    }

    [Fact]
    public async Task A_check_far_from_its_site_is_kept_with_its_doubt()
    {
        var far = await Post(Check("far-far-far-1", "M01", """ "lon":110.1,"lat":40.5,"position_source":"typed" """), HttpStatusCode.Created);
        Assert.Equal(["far_from_site"], Doubts(far));
        // 0.086° of longitude at 40.5° N: 0.0001° are 8.47678 m.
        Assert.Equal(7290.0, far.GetProperty("properties").GetProperty("site_distance_m").GetDouble(), 0.5);
        Assert.Equal(["no_position"], Doubts(await Post(Check("far-far-far-2", "M01", null), HttpStatusCode.Created)));
    }

    [Theory]
    [InlineData("""{"id":"x"}"""), InlineData("""{"site_kind":"house"}"""), InlineData("""{"source":"satellite"}"""), InlineData("""{"finding":"good"}""")]
    [InlineData("""{"checked_at":"2999-01-01T00:00:00Z"}"""), InlineData("""{"checked_at":null}"""), InlineData("""{"status_seen":"funded"}"""), InlineData("""{"works":["gardening"]}""")]
    [InlineData("""{"cover_share":35}"""), InlineData("""{"lon":110}"""), InlineData("""{"lon":110,"lat":40}"""), InlineData("""{"lon":110,"lat":400,"position_source":"gps"}"""), InlineData("""{"site_code":null}""")]
    public async Task What_is_wrong_is_named_and_nothing_is_written(string change)
    {
        var check = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Check("wrong-wrong-1", "M01", null))!;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(change)!) check[name] = value;
        var problem = await Post(JsonSerializer.Serialize(check), HttpStatusCode.BadRequest);
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("field").GetString()));
        Assert.Null(served.Store.Layer("field-checks").Find("wrong-wrong-1"));
    }

    [Fact]
    public async Task A_check_of_what_is_not_there_is_not_found()
    {
        await Post(Check("none-none-1", "M99", null), HttpStatusCode.NotFound);
        await Post(Check("none-none-1", "M01", """ "detection_id":"D9" """), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_detection_outside_all_sites_can_be_checked()
    {
        var seen = await Post("""{"id":"unlisted-1","site_kind":"unlisted","detection_id":"D1","checked_at":"2025-07-14T03:20:00Z","source":"ground","finding":"disagrees"}""", HttpStatusCode.Created);
        Assert.Equal("stockpile", seen.GetProperty("properties").GetProperty("satellite_status").GetString());
    }

    [Fact]
    public async Task A_check_is_changed_by_its_author_and_its_past_is_kept()
    {
        var town = served.Key("town");
        await Post(Check("mine-mine-1", "M01", null), HttpStatusCode.Created, town);
        using var changed = await served.Send(HttpMethod.Put, "/field-checks/mine-mine-1", Check("mine-mine-1", "M01", """ "note":"看错了" """), town);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(2, served.Store.Layer("field-checks").Versions("mine-mine-1").Count);
        using var other = await served.Send(HttpMethod.Put, "/field-checks/mine-mine-1", Check("mine-mine-1", "M01", """ "note":"改" """), served.Key("ecology"));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var moved = await served.Send(HttpMethod.Put, "/field-checks/mine-mine-1", Check("mine-mine-1", "M02", null), Token);
        Assert.Equal(HttpStatusCode.BadRequest, moved.StatusCode);
        using var administrator = await served.Send(HttpMethod.Put, "/field-checks/mine-mine-1", Check("mine-mine-1", "M01", """ "note":"核对" """), Token);
        Assert.Equal(HttpStatusCode.OK, administrator.StatusCode);
        Assert.Equal("k-town", served.Store.Layer("field-checks").Get("mine-mine-1").Properties["checked_by"]);
        using var deleted = await served.Send(HttpMethod.Delete, "/field-checks/mine-mine-1", null, Token);
        Assert.False(deleted.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Towns_check_their_own_sites_and_nobody_reads_unseen()
    {
        await Post(Check("town-town-1", "M02", null), HttpStatusCode.Forbidden, served.Key("town"));
        await Post(Check("town-town-1", "M01", null), HttpStatusCode.Forbidden, served.Key("viewer"));
        await Post(Check("town-town-1", "M01", null), HttpStatusCode.Unauthorized, []);
        foreach (string path in (string[])["/collections/field-checks/items", "/todo", "/todo.csv", "/photos/a.jpg"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await served.Client.GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Photos_are_kept_once_with_their_facts_and_shown_to_the_bureau_alone()
    {
        await Post(Check("photo-photo-1", "M01", null), HttpStatusCode.Created);
        byte[] photo = ExifJpeg.At(110.012, 40.502, 123.5);
        for (int time = 0; time < 2; time++)
        {
            var told = await Photo("photo-photo-1", photo, "application/octet-stream; but image/jpeg", HttpStatusCode.BadRequest);
            told = await Photo("photo-photo-1", photo, "image/jpeg", HttpStatusCode.OK);
            var one = Assert.Single(told.GetProperty("photos").EnumerateArray());
            Assert.Equal(time == 0 ? "taken" : "known", one.GetProperty("state").GetString());
            Assert.Equal((123.5, "true", "2025-07-14T03:20:05Z", "assumed", "DJI M3E"), (one.GetProperty("direction_deg").GetDouble(), one.GetProperty("direction_reference").GetString(), one.GetProperty("taken_at").GetString(), one.GetProperty("time_zone").GetString(), one.GetProperty("camera").GetString()));
            Assert.Equal(110.012, one.GetProperty("lon").GetDouble(), 1e-7);
            Assert.Empty(one.GetProperty("flags").EnumerateArray());
            string href = one.GetProperty("href").GetString()!;
            using var shown = await served.Send(HttpMethod.Get, href, null, Token);
            Assert.Equal(photo, await shown.Content.ReadAsByteArrayAsync());
            Assert.Equal(("image/jpeg", "nosniff", "no-store, private"), (shown.Content.Headers.ContentType!.ToString(), shown.Headers.GetValues("X-Content-Type-Options").Single(), shown.Headers.CacheControl!.ToString()));
            Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Equal(HttpStatusCode.Unauthorized, (await served.Client.GetAsync(href)).StatusCode);
            using var other = await served.Send(HttpMethod.Get, href.Replace(".jpg", ".png", StringComparison.Ordinal), null, Token);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        // The check had no place: the photo's became its own.
        var check = served.Store.Layer("field-checks").Get("photo-photo-1");
        Assert.Equal(("photo", 0.0), (check.Properties["position_source"], check.Properties["site_distance_m"]));
        Assert.Single((IEnumerable<string>)check.Properties["photos"]!);
        Assert.Single(Directory.GetFiles(served.Store.Workspace.Photos, "*.jpg", SearchOption.AllDirectories), f => Path.GetFileNameWithoutExtension(f) == ((IEnumerable<string>)check.Properties["photos"]!).Single());
        Assert.Empty(Directory.GetFiles(served.Store.Workspace.Temporary, "photo-*"));
    }

    [Fact]
    public async Task A_photo_from_elsewhere_another_day_or_another_check_is_flagged()
    {
        await Post(Check("flag-flag-1", "M03", """ "lon":110.032,"lat":40.502,"position_source":"gps" """), HttpStatusCode.Created);
        await Post(Check("flag-flag-2", "M03", null), HttpStatusCode.Created);
        byte[] photo = ExifJpeg.At(110.2, 40.502, 10, "2025:07:10 11:20:05");
        var told = await Photo("flag-flag-1", photo, "image/jpeg", HttpStatusCode.OK);
        Assert.Equal(["far_from_check", "far_from_site", "other_day"], Flags(told));
        Assert.Equal(["far_from_check", "far_from_site", "other_day", "in_other_check"], Flags(await Photo("flag-flag-2", photo, "image/jpeg", HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_form_brings_several_photos_or_none()
    {
        await Post(Check("form-form-1", "M01", null), HttpStatusCode.Created);
        using var good = Form(ExifJpeg.At(110.012, 40.502, 1), ExifJpeg.At(110.012, 40.502, 2));
        using var taken = await served.Client.SendAsync(Request("/field-checks/form-form-1/photos", good));
        Assert.Equal(2, JsonElement.Parse(await taken.Content.ReadAsStringAsync()).GetProperty("photos").GetArrayLength());
        using var mixed = Form(ExifJpeg.At(110.012, 40.502, 3), "GIF89a but called photo.jpg"u8.ToArray());
        using var refused = await served.Client.SendAsync(Request("/field-checks/form-form-1/photos", mixed));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("photo 2 of the form", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, ((IEnumerable<string>)served.Store.Layer("field-checks").Get("form-form-1").Properties["photos"]!).Count());
    }

    [Fact]
    public async Task Broken_exif_never_stops_a_photo_and_what_is_no_picture_or_too_large_is_refused()
    {
        await Post(Check("odd-odd-odd-1", "M01", null), HttpStatusCode.Created);
        var damaged = await Photo("odd-odd-odd-1", ExifJpeg.With([.. "II*\0"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "and so on"u8]), "image/jpeg", HttpStatusCode.OK);
        Assert.Equal(["no_position", "exif_damaged"], Flags(damaged));
        await Photo("odd-odd-odd-1", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/jpeg", HttpStatusCode.BadRequest);
        await Photo("odd-odd-odd-1", [], "image/png", HttpStatusCode.BadRequest);
        byte[] large = new byte[PhotoShelf.LargestPhoto + 1];
        ExifJpeg.Plain.CopyTo(large, 0);
        await Photo("odd-odd-odd-1", large, "image/jpeg", HttpStatusCode.RequestEntityTooLarge);
        await Photo("odd-odd-odd-9", ExifJpeg.Plain, "image/jpeg", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_names_what_is_missing_in_both_forms()
    {
        using var answer = await served.Send(HttpMethod.Get, "/todo?town=沙尔沁镇", null, Token);
        var list = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        var site = list.GetProperty("sites").EnumerateArray().Single(s => s.GetProperty("code").GetString() == "M04");
        Assert.Equal(["satellite", "drone", "ground"], site.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal("从未取得", site.GetProperty("corners")[2].GetProperty("reason_zh").GetString()!.Split('：')[1]);
        Assert.Equal(12, list.GetProperty("sites").GetArrayLength());
        using var csv = await served.Send(HttpMethod.Get, "/todo.csv?lang=en", null, Token);
        string[] lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + ServedWorkspace.Sites, lines.Length);
        Assert.StartsWith("code,name,town,status,missing,satellite_state", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("M04,矿 <4>,沙尔沁镇,,satellite drone ground,missing,,,Satellite: never yet,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Flight_polygons_come_as_kml_for_one_site_and_for_several()
    {
        using var one = await served.Client.GetAsync("/mine-sites/M01/flight.kml?buffer=80");
        Assert.Equal("application/vnd.google-earth.kml+xml", one.Content.Headers.ContentType!.MediaType);
        string kml = await one.Content.ReadAsStringAsync();
        Assert.Contains("<name>M01 矿 &lt;1&gt;</name>", kml, StringComparison.Ordinal);
        string two = await served.Client.GetStringAsync("/flight.kml?codes=M01,M02,M01");
        Assert.Equal(3, two.Split("<Placemark>").Length);
        await served.Problem("/mine-sites/M99/flight.kml", 404);
        await served.Problem("/mine-sites/M13/flight.kml", 400); // has no geometry
        await served.Problem("/mine-sites/M01/flight.kml?buffer=-5", 400);
        await served.Problem("/flight.kml?codes=", 400);
    }

    private static string Check(string id, string site, string? more) =>
        $$"""{"id":"{{id}}","site_kind":"mine_site","site_code":"{{site}}","checked_at":"2025-07-14T03:20:00Z","source":"ground","finding":"agrees","status_seen":"vegetating"{{(more is null ? "" : "," + more)}}}""";

    private async Task<JsonElement> Post(string check, HttpStatusCode status, params (string, string)[]? who)
    {
        using var answer = await served.Send(HttpMethod.Post, "/field-checks", check, who is { Length: 0 } && status != HttpStatusCode.Unauthorized ? [Token] : who ?? []);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    private async Task<JsonElement> Photo(string check, byte[] photo, string type, HttpStatusCode status)
    {
        using var answer = await served.SendPhoto($"/field-checks/{check}/photos", photo, type, Token);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    private static MultipartFormDataContent Form(params byte[][] photos)
    {
        var form = new MultipartFormDataContent { { new StringContent("words"), "note" } };
        foreach (byte[] photo in photos) form.Add(new ByteArrayContent(photo), "photo", "photo.jpg");
        return form;
    }

    private static HttpRequestMessage Request(string path, HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.TryAddWithoutValidation(Token.Item1, Token.Item2);
        return request;
    }

    private static IEnumerable<string?> Doubts(JsonElement check) => check.GetProperty("properties").GetProperty("doubts").EnumerateArray().Select(d => d.GetString());

    private static IEnumerable<string?> Flags(JsonElement told) => told.GetProperty("photos")[0].GetProperty("flags").EnumerateArray().Select(d => d.GetString());
}

using System.Globalization;
using System.Text.Json;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Ogc;
using Geo.Core.Store;
using Geo.Core.Store.People;
using Microsoft.Data.Sqlite;

namespace Geo.Api;

/// <summary>What an exception becomes over HTTP.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Slug">Last part of the problem's type.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
internal sealed record ErrorRow(int Status, string Slug, string Zh, string En);

/// <summary>The one table from exception to problem details (RFC 9457). A test finds exceptions of Geo.Core outside it.</summary>
internal static class Errors
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteFull = 13, RetrySeconds = 5;

    /// <summary>Anything not in the table is our bug.</summary>
    private static readonly ErrorRow Bug = new(500, "internal", "服务器内部错误", "The server failed");

    /// <summary>Another program, such as QGIS in an edit session, holds the store longer than a statement waits.</summary>
    private static readonly ErrorRow Busy = new(503, "busy", "工作区正被其他程序写入，请稍后重试", "Another program is writing to the workspace; try again");

    /// <summary>Nothing that is stored is lost; reading goes on.</summary>
    private static readonly ErrorRow Full = new(503, "disk-full", "服务器磁盘已满，未写入任何内容；请清理磁盘后重试", "The server's disk is full; nothing was written. Free some space and try again");

    /// <summary>The table.</summary>
    public static readonly IReadOnlyDictionary<Type, ErrorRow> Table = new Dictionary<Type, ErrorRow>
    {
        [typeof(InputException)] = new(400, "input", "请求有误", "The request cannot be taken as it is"),
        [typeof(BadHttpRequestException)] = new(400, "request", "请求格式有误", "The request is malformed"),
        [typeof(JsonException)] = new(400, "json", "JSON 格式有误", "The body is not the JSON that was expected"),
        [typeof(AccessException)] = new(401, "access", "请先登录", "Sign in first"),
        [typeof(NotFoundException)] = new(404, "not-found", "未找到", "Not found"),
        [typeof(LeaseLostException)] = new(409, "lease-lost", "作业已被接管", "The run was taken over"),
        [typeof(StaleException)] = new(412, "stale", "内容已被他人更新", "Somebody else has changed it"),
        [typeof(GdalException)] = new(500, "gdal", "影像读取失败", "A raster or vector file could not be read"),
        [typeof(PreconditionException)] = new(428, "precondition", "须先读取再修改", "Read before you write"),
        [typeof(StoreLockedException)] = Busy,
        [typeof(UnavailableException)] = new(503, "unavailable", "暂不可用", "Not available"),
    };

    /// <summary>The row of an exception; the bug row where it has none.</summary>
    public static ErrorRow Of(Exception exception) => exception is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } ? Busy
        : exception is SqliteException { SqliteErrorCode: SqliteFull } || Disk.IsFull(exception) ? Full
        : Row(exception.GetType());

    // Some kinds are met by others made of them, as JSON's by the one of its reader.
    private static ErrorRow Row(Type? type) => type is null ? Bug : Table.TryGetValue(type, out var row) ? row : Row(type.BaseType);

    /// <summary>Catches what handlers throw; once an answer has begun the connection is cut, so that half a document is never taken for a whole one.</summary>
    public static async Task Catch(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var row = exception is AccessException { Status: var refused } ? Access(refused) : Of(exception);
            int status = exception switch
            {
                AccessException access => access.Status,
                BadHttpRequestException bad => bad.StatusCode,
                _ => row.Status,
            };
            if (row == Busy || row == Full)
            {
                // Not our fault and no news after the first: a line, no stack.
                http.RequestServices.GetRequiredService<ILogger<Program>>().LogWarning("{Method} {Path}: {Cause}", http.Request.Method, http.Request.Path, row.En);
            }
            else if (status >= 500)
            {
                http.RequestServices.GetRequiredService<ILogger<Program>>().LogError(exception, "{Method} {Path}", http.Request.Method, http.Request.Path);
            }

            // Not Clear(): the headers of safety and CORS stay, what described the lost answer goes.
            foreach (string header in (string[])["ETag", "Location", "Content-Length", "Content-Range", "Content-Encoding", "Content-Crs", "Last-Modified", "Accept-Ranges"])
            {
                http.Response.Headers.Remove(header);
            }

            await Answer(http, status, row, exception);
        }
    }

    private static ErrorRow Access(int status) => status switch
    {
        StatusCodes.Status403Forbidden => new(status, "access", "没有权限", "Not allowed"),
        StatusCodes.Status421MisdirectedRequest => new(status, "access", "主机名不受理", "Not a host of this server"),
        StatusCodes.Status429TooManyRequests => new(status, "access", "尝试次数过多", "Too many attempts"),
        _ => Table[typeof(AccessException)],
    };

    /// <summary>An answer without a body (no such route, wrong method) gets the same form.</summary>
    public static Task Bare(HttpContext http) => Answer(http, http.Response.StatusCode, http.Response.StatusCode switch
    {
        404 => Table[typeof(NotFoundException)],
        429 => new(429, "rate", "请求过于频繁", "Too many requests"),
        503 => new(503, "time", "请求超时，请缩小范围", "The request took too long; ask for less"),
        405 => new(405, "method", "方法不被允许", "This resource does not take that method"),
        _ => new(http.Response.StatusCode, "http", "请求未被接受", "The request was not taken"),
    }, null);

    private static async Task Answer(HttpContext http, int status, ErrorRow row, Exception? exception)
    {
        var settings = http.RequestServices.GetRequiredService<ServerSettings>();
        var language = settings.Language;
        try
        {
            language = Languages.Of(http.Request, language);
        }
        catch (InputException)
        {
            // A wrong lang is what is being reported; the server's own language does.
        }

        string? detail = row == Bug || row == Busy || row == Full ? null : exception is InputException input ? input.In(language.Tag()) : exception?.Message;
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = Challenge.Of(http.Request, exception is AccessException { IsWrongToken: true });
        }

        if (exception is AccessException { RetryAfter: { } wait })
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (row == Busy || row == Full)
        {
            http.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Media.PrefersHtml(http.Request))
        {
            var request = new Request(http, Format.Html, language, Addresses.Of(http.Request));
            var token = status == 401 ? Html.Of($"<p><a href=\"/map\">{language.Pick("在地图上登录", "Sign in on the map")}</a> · <a href=\"/token\">{language.Pick("输入令牌", "Enter the token")}</a></p>") : default;
            await new Page(request, language.Pick(row.Zh, row.En), Html.Of($"<p class=\"note\">{detail ?? $"HTTP {status}"}</p>{token}")) { Status = status }.ExecuteAsync(http);
            return;
        }

        var problem = new Dictionary<string, object?>
        {
            ["type"] = $"urn:geowfc:problem:{row.Slug}",
            ["title"] = language.Pick(row.Zh, row.En),
            ["status"] = status,
            ["detail"] = detail,
            ["instance"] = http.Request.Path.ToUriComponent(),
        };
        foreach (var (name, value) in Facts(exception, language))
        {
            problem[name] = value;
        }

        http.Response.ContentType = Media.Problem;
        http.Response.Headers.ContentLanguage = language.Tag();
        await JsonSerializer.SerializeAsync(http.Response.Body, problem.Where(p => p.Value is not null).ToDictionary(), Json.Ogc, http.RequestAborted);
    }

    // Problem and mend, as both languages put them.
    private static int Cut(string chinese) => chinese.LastIndexOf('；') is >= 0 and var at ? at : chinese.Length;

    // What a program may act on; never a stack, never a path of ours.
    private static IEnumerable<(string, object?)> Facts(Exception? exception, Language language) => exception switch
    {
        InputException { Chinese: { } zh } e when language == Language.Zh => [("where", e.Where), ("field", e.Field), ("problem", zh[..Cut(zh)]), ("mend", zh[Cut(zh)..].TrimStart('；'))],
        InputException e => [("where", e.Where), ("field", e.Field), ("problem", e.Problem), ("mend", e.Mend)],
        AccessException e => [("right", e.Right?.Name()), ("role", e.Role?.Name()), ("retry_after", e.RetryAfter is { } wait ? Math.Ceiling(wait.TotalSeconds) : null)],
        NotFoundException e => [("kind", e.Kind), ("id", e.Id)],
        LeaseLostException e => [("run_id", e.RunId)],
        StoreLockedException e => [("holder", e.Holder)],
        GdalException e => [("gdal_error", e.Number)],
        _ => [],
    };
}

/// <summary>A part of the server that is not there yet or not now (HTTP 503).</summary>
internal sealed class UnavailableException(string message) : Exception(message);

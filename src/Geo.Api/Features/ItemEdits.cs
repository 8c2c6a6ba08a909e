using Geo.Api.Auth;
using Geo.Api.Ogc;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Api.Features;

/// <summary>
/// OGC API – Features Part 4 on the registers: POST, PUT, PATCH, DELETE and what OPTIONS says of them. Layers that runs make are
/// read only. Every write has its author, its history and its line in the audit log.
/// </summary>
internal static class ItemEdits
{
    /// <summary>POST /collections/{id}/items</summary>
    public static async Task<IResult> Create(string id, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel)
    {
        if (!TryEditable(id, http, out var layer, out var refusal))
        {
            return refusal;
        }

        var body = await ItemBody.Read(http, layer, patch: false, null, cancel);
        string key = Key(layer, body);
        long? revision = store.Write(visitor.Name, null, null, writer => RegisterWrite.Create(writer, layer.Id, key, body.Values, body.Place!));
        http.Response.Headers.ETag = ItemTag.Of(Request.Of(http), revision!.Value, Format.Json);
        return TypedResults.StatusCode(StatusCodes.Status201Created).WithLocation(Request.Of(http).Addresses.Item(layer.Id, key));
    }

    /// <summary>PUT /collections/{id}/items/{fid}</summary>
    public static Task<IResult> Replace(string id, string fid, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel) =>
        Change(id, fid, patch: false, http, visitor, store, cancel);

    /// <summary>PATCH /collections/{id}/items/{fid}: a merge patch.</summary>
    public static Task<IResult> Update(string id, string fid, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel) =>
        Change(id, fid, patch: true, http, visitor, store, cancel);

    /// <summary>DELETE /collections/{id}/items/{fid}</summary>
    public static IResult Delete(string id, string fid, HttpContext http, Visitor visitor, WorkspaceStore store)
    {
        if (!TryEditable(id, http, out var layer, out var refusal))
        {
            return refusal;
        }

        Existing(store, layer, fid);
        var seen = ItemTag.Seen(http);
        store.Write(visitor.Name, null, null, writer => RegisterWrite.Delete(writer, layer.Id, fid, seen));
        return TypedResults.NoContent();
    }

    /// <summary>OPTIONS: what this visitor may do here.</summary>
    public static IResult Options(string id, HttpContext http)
    {
        var layer = Collections.Readable(id, http);
        bool one = http.Request.RouteValues.ContainsKey("fid"), may = RegisterEdit.IsRegister(layer.Id) && Visitor.Of(http).May(Right.EditRegisters);
        var headers = http.Response.Headers;
        headers.Allow = Allowed(one, may);
        if (may && one) headers["Accept-Patch"] = ItemBody.MergePatch;
        if (may && !one) headers["Accept-Post"] = Media.GeoJson;
        return TypedResults.Ok();
    }

    private static async Task<IResult> Change(string id, string fid, bool patch, HttpContext http, Visitor visitor, WorkspaceStore store, CancellationToken cancel)
    {
        if (!TryEditable(id, http, out var layer, out var refusal))
        {
            return refusal;
        }

        var (present, before) = Existing(store, layer, fid);
        var seen = ItemTag.Seen(http);
        var body = await ItemBody.Read(http, layer, patch, present, cancel);
        if (body.Id is { } given && given != fid)
        {
            throw new InputException("body", "id", $"'{given}' is not the item that is written to", "leave id out");
        }

        if (body.Values.TryGetValue("code", out object? code) && !Equals(code, present.Properties["code"]))
        {
            throw new InputException("body", "properties.code", "a code stays what it is", "leave it out; for another code delete this item and create one");
        }

        long? revision = store.Write(visitor.Name, null, null, writer => RegisterWrite.Change(writer, layer.Id, fid, seen, body.Values, body.Place, patch ? "item.update" : "item.replace"));
        http.Response.Headers.ETag = ItemTag.Of(Request.Of(http), revision ?? before, Format.Json);
        return TypedResults.NoContent();
    }

    private static (Feature Feature, long Revision) Existing(WorkspaceStore store, LayerDefinition layer, string fid) =>
        store.Layer(layer.Id).FindVersion(fid) ?? throw new Core.NotFoundException($"item of {layer.Id}", fid);

    private static bool TryEditable(string id, HttpContext http, out LayerDefinition layer, out IResult refusal)
    {
        layer = Collections.Readable(id, http);
        Query.Check(http.Request, ["f", "lang"]);
        refusal = TypedResults.StatusCode(StatusCodes.Status405MethodNotAllowed);
        if (RegisterEdit.IsRegister(layer.Id))
        {
            return true;
        }

        http.Response.Headers.Allow = Allowed(http.Request.RouteValues.ContainsKey("fid"), may: false);
        return false;
    }

    private static string Allowed(bool one, bool may) => $"GET, HEAD, OPTIONS{(may ? one ? ", PUT, PATCH, DELETE" : ", POST" : "")}";

    // A site's id is its code; other rows get one where they bring none.
    private static string Key(LayerDefinition layer, ItemBody body)
    {
        const int longest = 64;
        string? code = body.Values.GetValueOrDefault("code") as string ?? body.Id;
        if (code is null)
        {
            return RegisterEdit.CodeRequired(layer.Id)
                ? throw new InputException("body", "properties.code", "there is none", "give the code that the register has for it")
                : $"{layer.Id}-{Guid.CreateVersion7():N}";
        }

        return code.Length <= longest && code.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')
            ? code
            : throw new InputException("body", "properties.code", $"'{(code.Length > longest ? code[..longest] : code)}' is no code", $"use letters, digits, hyphen, point and underscore, at most {longest}");
    }
}

namespace Geo.Api.Tests.Processes;

/// <summary>URIs of the conformance classes of OGC API - Processes Part 1, 18-062r2. Abstract tests go by their numbers in its annex A.</summary>
internal static class ProcessClass
{
    public const string Core = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core";
    public const string Description = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/ogc-process-description";
    public const string Json = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/json";
    public const string Html = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/html";
    public const string OpenApi = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/oas30";
    public const string JobList = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/job-list";
    public const string Dismiss = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/dismiss";
    public const string Exceptions = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";
}

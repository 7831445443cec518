namespace NewsPlatform.Extraction.Rejection;

/// <summary>What pages that are not articles say, in the languages of most news pages.</summary>
internal static class PageTexts
{
    public static readonly string[] Challenge =
    [
        "just a moment", "checking your browser", "attention required", "verify you are human", "are you a robot", "are you a human", "press & hold", "enable javascript and cookies to continue", "ddos protection by",
        "access to this page has been denied", "please verify you are a human", "complete the security check", "pardon our interruption", "unusual traffic", "bot verification", "security check", "request unsuccessful. incapsula",
        "sicherheitsüberprüfung", "vérification de sécurité", "verificación de seguridad",
    ];

    public static readonly string[] NotFound =
    [
        "page not found", "404 not found", "404 error", "error 404", "not found", "page cannot be found", "page can't be found", "page could not be found", "page doesn't exist", "page does not exist", "no longer available", "page you requested", "page you are looking for",
        "seite nicht gefunden", "seite existiert nicht", "nicht gefunden", "page introuvable", "page non trouvée", "cette page n'existe", "página no encontrada", "no se encuentra", "página não encontrada", "pagina non trovata", "pagina niet gevonden",
        "strona nie została znaleziona", "страница не найдена", "ページが見つかりません", "页面不存在", "404",
    ];

    public static readonly string[] Error =
    [
        "internal server error", "500 error", "service unavailable", "bad gateway", "gateway timeout", "temporarily unavailable", "access denied", "403 forbidden", "forbidden", "something went wrong", "an error occurred", "error 500", "error 503", "site is down",
        "under maintenance", "wartungsarbeiten", "ein fehler ist aufgetreten", "erreur interne", "une erreur est survenue", "error interno", "technical difficulties", "database error", "error establishing a database connection",
    ];

    public static readonly string[] Parked =
    [
        "domain is for sale", "domain name is for sale", "this domain may be for sale", "buy this domain", "domain parking", "parked domain", "domain is parked", "parked free", "domain has expired", "this domain has been registered", "sedo", "hugedomains",
        "diese domain steht zum verkauf", "domain zu verkaufen", "ce nom de domaine est à vendre", "dominio en venta", "default web page", "welcome to nginx", "apache2 ubuntu default page", "future home of something",
    ];

    public static readonly string[] Consent =
    [
        "cookies", "cookie", "consent", "gdpr", "personal data", "our partners", "partners", "legitimate interest", "accept all", "reject all", "privacy policy", "manage preferences", "tracking", "personalised ads", "personalized ads",
        "zustimmung", "einwilligung", "datenschutz", "alle akzeptieren", "personalisierte", "verarbeitung", "tout accepter", "données personnelles", "nos partenaires", "consentement", "aceptar todo", "consentimiento", "datos personales", "socios",
        "akceptuj", "toestemming", "accetta", "consenso",
    ];

    public static readonly string[] Login =
    [
        "log in", "login", "sign in", "forgot password", "forgot your password", "password", "create an account", "register", "anmelden", "einloggen", "passwort", "registrieren", "se connecter", "mot de passe", "connexion", "iniciar sesión", "contraseña", "accedi", "inloggen", "zaloguj", "войти",
    ];

    public static readonly string[] Subscribe =
    [
        "subscribe", "subscription", "subscriber", "already a subscriber", "free trial", "per month", "unlimited access", "digital access", "abonnieren", "abonnement", "abo", "probemonat", "monatlich", "abonnez-vous", "abonnés", "s'abonner", "suscríbete", "suscriptor", "suscripción", "assine", "assinante", "abbonati",
    ];

    public static readonly string[] Script =
    [
        "enable javascript", "javascript is disabled", "requires javascript", "need to enable javascript", "javascript to run", "javascript aktivieren", "activer javascript", "habilitar javascript", "activar javascript", "turn on javascript", "javascript is required",
    ];

    public static readonly string[] Search = ["search results", "results for", "suchergebnisse", "ergebnisse für", "résultats de recherche", "résultats pour", "resultados de búsqueda", "resultados para", "resultados da busca", "risultati della ricerca", "zoekresultaten"];

    /// <summary>Number of phrases a text contains.</summary>
    public static int Count(string text, string[] phrases)
    {
        var count = 0;
        foreach (var phrase in phrases)
        {
            count += text.Contains(phrase, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The first phrase a text contains, or null.</summary>
    public static string? First(string text, string[] phrases) => Array.Find(phrases, phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}

return await NewsPlatform.Standalone.StandaloneHost.RunAsync(args);

package com.example.orders.platform.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the API says beyond its controllers: whose it is, and that every error is a problem. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI description() {
        return new OpenAPI().info(new Info().title("Orders").version("1")).servers(List.of(new Server().url("/")));
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> api.getPaths()
                .values()
                .stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> operation.getResponses().addApiResponse("default", problem()));
    }

    private static ApiResponse problem() {
        Schema<?> problem = new Schema<>().type("object")
                .addProperty("type", new Schema<>().type("string").format("uri"))
                .addProperty("title", new Schema<>().type("string"))
                .addProperty("status", new Schema<>().type("integer"))
                .addProperty("detail", new Schema<>().type("string"))
                .addProperty("errors", new Schema<>().type("array"));
        return new ApiResponse().description("A problem, as RFC 9457 has it")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
    }
}

// Generated from the OpenAPI document by `npm run client:generate`. Change the service, not this file.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive
         * @description Asks nothing of any dependency. Restart on failure.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can the service take requests
         * @description Asks the store, at most once a second. 503 when it does not answer, and while the service shuts down.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which version is running
         * @description Version and build of the running service.
         */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passengers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List passengers
         * @description A page of passengers, filtered by equality. `ticket` and `pclass` are answered from an index; the other filters alone read the table, within a budget, so a page may be short and still have a `nextCursor`.
         */
        get: operations["listPassengers"];
        put?: never;
        /**
         * Create a passenger
         * @description Stores a new passenger. Without an id the next free one of the ticket is given. With an `Idempotency-Key` a repeated request gets the first answer and nothing is stored twice.
         */
        post: operations["createPassenger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passengers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a passenger
         * @description One passenger by id. The id may contain slashes, as they are or percent-encoded.
         */
        get: operations["getPassenger"];
        /**
         * Create or replace a passenger
         * @description Stores the whole passenger under the id of the path. `If-Match` makes it conditional on a version, `If-None-Match: *` on there being none.
         */
        put: operations["replacePassenger"];
        post?: never;
        /**
         * Delete a passenger
         * @description Removes the passenger; with `If-Match`, only the version named.
         */
        delete: operations["deletePassenger"];
        options?: never;
        head?: never;
        /**
         * Change a passenger
         * @description A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. Only these members are written, so two patches of different members both hold.
         */
        patch: operations["updatePassenger"];
        trace?: never;
    };
    "/api/v1/passengers/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create passengers together
         * @description Stores up to 100 new passengers, all of them or none, in one transaction.
         */
        post: operations["createPassengerBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/passengers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a passenger list
         * @description Takes a CSV file of up to 64 MiB as the body, keeps it, and submits a job `passenger_import` that stores its rows. The job tells how far it is and, in the end, which rows were refused and why.
         */
        post: operations["importPassengers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/passengers/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an export
         * @description The file that a finished job `passenger_export` has written.
         */
        get: operations["downloadPassengerExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description A page of jobs, the newest first: of one status, of one type, of both, or all.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Submit a job
         * @description Has something done in the background; the first type where none is named. The answer comes before the work is done: follow the job at its `Location`, or by its event stream. With an `Idempotency-Key` a repeated request gets the first answer and nothing is done twice.
         */
        post: operations["submitJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sse/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job
         * @description Server-sent events: the job as it is, then each change of it, as one `data:` line with the JSON of the job; then `data: [DONE]` when it is finished. `id:` is the version of the job: a client that comes back with `Last-Event-ID` gets exactly the changes that it missed.
         */
        get: operations["streamJobEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{jobId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job
         * @description One job by id. While it is unfinished, `Retry-After` says when to look again.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{jobId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description Ends a job that is not finished: it is CANCELLED at once, and work on it that is under way has no effect.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stories/{owner}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the stories of an owner
         * @description In the order of their ids, by one key query; an owner without stories has an empty list.
         */
        get: operations["listStories"];
        put?: never;
        /**
         * Create a story
         * @description Stores a new story of the owner. Without a `storyId` it gets one.
         */
        post: operations["createStory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stories/{owner}/{storyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a story
         * @description One story by owner and id.
         */
        get: operations["getStory"];
        /**
         * Create or replace a story
         * @description Stores the whole story. `If-Match` makes it conditional on a version, `If-None-Match: *` on none.
         */
        put: operations["replaceStory"];
        post?: never;
        /**
         * Delete a story
         * @description Removes the story; with `If-Match`, only the version named.
         */
        delete: operations["deleteStory"];
        options?: never;
        head?: never;
        /**
         * Change a story
         * @description A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays.
         */
        patch: operations["updateStory"];
        trace?: never;
    };
    "/api/v1/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List properties
         * @description A page of properties, newest first, always read through an index. In the order of prices within a city or a state. A filter that the index does not answer is applied to what it reads, within a budget: such a page may be short and still have a `nextCursor`.
         */
        get: operations["listProperties"];
        put?: never;
        /**
         * Offer a property
         * @description Stores a new property, and answers an upload for each image that is asked for. With an `Idempotency-Key` a repeated request gets the first answer and nothing is stored twice.
         */
        post: operations["createProperty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties/{propertyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a property
         * @description One property by id. It is answered 304 only without images: the URLs of images that a client has may be over.
         */
        get: operations["getProperty"];
        put?: never;
        post?: never;
        /**
         * Delete a property
         * @description Removes the property, then all of its images; with `If-Match`, only the version named. One that was interrupted is finished by the next.
         */
        delete: operations["deleteProperty"];
        options?: never;
        head?: never;
        /**
         * Change a property
         * @description A JSON merge patch (RFC 7396): members given are changed, the rest stays. Of two at once one is answered 409, or 412 with `If-Match`; `updatedAt` moves with each, also with an empty one.
         */
        patch: operations["updateProperty"];
        trace?: never;
    };
    "/api/v1/properties/{propertyId}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the images of a property
         * @description All of them in their order, each with a fresh URL.
         */
        get: operations["listPropertyImages"];
        put?: never;
        /**
         * Ask for image uploads
         * @description One upload for each image, within the 20 that a property may have. The client posts the file there by itself, and then confirms it; until then it is no part of the property.
         */
        post: operations["createImageUploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties/{propertyId}/images/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put the images in order
         * @description Takes the ids of all images of the property, each once, in their new order.
         */
        put: operations["orderImages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties/{propertyId}/images/{imageId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an image upload
         * @description Looks at the bytes that were uploaded, and makes them the last image of the property. One that was confirmed before is answered as it is.
         */
        post: operations["confirmImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/properties/{propertyId}/images/{imageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an image
         * @description Takes the image out of the property, then its bytes away; also an upload that was not confirmed. One that was interrupted is finished by the next.
         */
        delete: operations["deleteImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications of all accounts
         * @description Of one type, by time; or of one name, account after account, each by time. One of the two must be given; each is served by an index of its own.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the notifications of an account
         * @description By time, the newest first; with `search` by type, name and time. An account without notifications has an empty list.
         */
        get: operations["listAccountNotifications"];
        put?: never;
        /**
         * Create a notification
         * @description Tells an account something. Without a `notificationId` it gets one; with one it is created once. With an `Idempotency-Key` a repeated request gets the first answer.
         */
        post: operations["createNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sse/notifications/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the notifications of an account
         * @description Server-sent events: each notification that arrives, as one `data:` line with its JSON. `id:` is its `number`: a client that comes back with `Last-Event-ID` gets those that arrived meanwhile, then goes on live, without gap or repeat; 0 gives all that are kept.
         */
        get: operations["streamNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{accountId}/{notificationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a notification
         * @description One notification by account and id.
         */
        get: operations["getNotification"];
        put?: never;
        post?: never;
        /**
         * Delete a notification
         * @description Removes the notification; with `If-Match`, only the version named.
         */
        delete: operations["deleteNotification"];
        options?: never;
        head?: never;
        /**
         * Change a notification
         * @description A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. `dateTime` is immutable: another value is refused. Tags and labels have operations of their own.
         */
        patch: operations["updateNotification"];
        trace?: never;
    };
    "/api/v1/notifications/{accountId}/{notificationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification as read
         * @description Sets `readAt` where there is none: one that is read stays read since then.
         */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{accountId}/{notificationId}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add tags to a notification
         * @description Puts words at the end of `tags` in one atomic step, whatever others add meanwhile.
         */
        post: operations["addNotificationTags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{accountId}/{notificationId}/labels/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a label of a notification
         * @description Sets one entry of `labels` in one atomic step and leaves the others, whoever sets them meanwhile.
         */
        put: operations["putNotificationLabel"];
        post?: never;
        /**
         * Remove a label of a notification
         * @description Removes one entry of `labels` in one atomic step; also where there is none.
         */
        delete: operations["deleteNotificationLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description In the order of their ids, from an index.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Stores a new user without credit. Without a `userId` it gets one. No two users have the same e-mail address, whatever its case. With an `Idempotency-Key` a repeated request gets the first answer.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description One user by id.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Removes the user with all todos and orders. From the first moment on nothing can be added to the user. A large account is removed in steps: 202 says that there is more, which goes in the background; the same request sent again hastens it, also after a failure, and is answered 404 when all is gone. `If-Match` is about the user before the deletion began.
         */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description A JSON merge patch (RFC 7396): members given are changed, the rest stays. The address is taken and the former one set free in one transaction. The credit is changed by deposits and orders.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/api/v1/users/{userId}/credit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add to the credit of a user
         * @description Adds cents to what orders can be paid with. With an `Idempotency-Key` a repeated request gets the first answer and nothing is added twice.
         */
        post: operations["depositCredit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/todos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the todos of a user
         * @description By time, the newest first, from the key; those of one state from an index.
         */
        get: operations["listTodos"];
        put?: never;
        /**
         * Create a todo
         * @description Stores a new todo, if the user is there in the same moment. With an `Idempotency-Key` a repeated request gets the first answer.
         */
        post: operations["createTodo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/todos/{todoId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a todo
         * @description One todo by id. The id carries the time, so it gives the whole key.
         */
        get: operations["getTodo"];
        put?: never;
        post?: never;
        /**
         * Delete a todo
         * @description Removes the todo; with `If-Match`, only the version named.
         */
        delete: operations["deleteTodo"];
        options?: never;
        head?: never;
        /**
         * Change a todo
         * @description A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays. A todo that is set to `done` gets the time as `completedAt`, one that is opened again loses it.
         */
        patch: operations["updateTodo"];
        trace?: never;
    };
    "/api/v1/users/{userId}/todos/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create, complete and delete todos together
         * @description Completes and deletes each for itself, creates the new ones together, and answers each in its place. With an `Idempotency-Key` a repeated request gets the first answer and nothing is created twice.
         */
        post: operations["runTodoBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the orders of a user
         * @description The newest first, from an index.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Place an order
         * @description Stores the order and takes its total from the credit of the user, both or neither; 409 (`insufficient_credit`) when the credit is too small. It is done once, however often it is sent: with an `Idempotency-Key`, or with an `orderId`. An order that was placed before under the same id with the same lines is answered with 200.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order
         * @description One order by id.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description Gives the total back to the credit of the user, once: an order that is cancelled already is answered as it is, and nothing changes.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userId}/collection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the item collection of a user
         * @description Everything that a user has, in the order of the keys, by one query: orders, the profile, todos.
         */
        get: operations["getUserCollection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Problem
         * @description RFC 9457 problem details
         */
        Problem: {
            /**
             * Format: uri-reference
             * @description Page about this kind of problem
             * @example /problems/not-found
             */
            type: string;
            /**
             * @description The same for every problem of this type
             * @example Not found
             */
            title: string;
            /**
             * Format: int32
             * @example 404
             */
            status: number;
            /**
             * @description What happened this time
             * @example Passenger not found: 24160
             */
            detail: string;
            /**
             * Format: uri-reference
             * @description Path of the request
             * @example /api/v1/passengers/24160
             */
            instance: string;
            /**
             * @description Stable name of the problem
             * @example not_found
             */
            code: string;
            /**
             * @description The X-Request-Id of the answer; the log has it too
             * @example k3v9-1
             */
            requestId: string;
            /** @description Each thing wrong with the request */
            errors?: {
                /**
                 * @description JSON pointer into the request body, as a URI fragment
                 * @example #/age
                 */
                pointer?: string;
                /**
                 * @description Name of a query or path parameter
                 * @example limit
                 */
                parameter?: string;
                /**
                 * @description Name of a request header
                 * @example If-Match
                 */
                header?: string;
                /**
                 * @description What is wrong there
                 * @example must be >= 0
                 */
                detail: string;
            }[];
        };
        /**
         * Passenger
         * @description A traveller on the passenger list
         */
        Passenger: {
            /**
             * @description The ticket for the first traveller on it; `{ticket}/2`, `{ticket}/3`, … for the others; not `.` or `..`
             * @example 24160
             */
            id: string;
            /**
             * @description Ticket number; a ticket covers a party
             * @example 24160
             */
            ticket: string;
            /**
             * @description Name as on the passenger list
             * @example Allen, Miss Elisabeth Walton
             */
            name: string;
            /**
             * Format: int32
             * @description Class: 1, 2 or 3
             * @example 1
             * @enum {integer}
             */
            pclass: 1 | 2 | 3;
            /**
             * Format: int32
             * @description 1 for a survivor, else 0
             * @example 1
             * @enum {integer}
             */
            survived: 0 | 1;
            /**
             * @description Sex as on the passenger list
             * @example female
             */
            sex: string;
            /**
             * @description Years; below one a fraction
             * @example 29
             */
            age: number | null;
            /**
             * Format: int32
             * @description Siblings and spouses aboard
             * @default 0
             * @example 0
             */
            sibsp: number;
            /**
             * Format: int32
             * @description Parents and children aboard
             * @default 0
             * @example 0
             */
            parch: number;
            /**
             * @description Pounds for the whole ticket
             * @example 211.3375
             */
            fare: number | null;
            /**
             * @description Cabins, separated by blanks
             * @example B5
             */
            cabin: string | null;
            /**
             * @description Port: C Cherbourg, Q Queenstown, S Southampton
             * @example S
             */
            embarked: string | null;
            /**
             * @description Lifeboat
             * @example 2
             */
            boat: string | null;
            /**
             * Format: int64
             * @description Number of the body, when it was recovered
             * @example 135
             */
            body: number | null;
            /**
             * @description Home and destination
             * @example St. Louis, Missouri
             */
            homeDest: string | null;
            /**
             * @description Survival among passengers alike; written by the job passenger_analysis
             * @example {
             *       "traits": {
             *         "pclass": 3,
             *         "sex": "male",
             *         "ageBand": "adult",
             *         "party": "small"
             *       },
             *       "groups": [
             *         {
             *           "by": [
             *             "pclass"
             *           ],
             *           "passengers": 708,
             *           "survivors": 181,
             *           "survivalRate": 0.2556
             *         }
             *       ],
             *       "analysedAt": "2026-11-20T12:00:00.000Z"
             *     }
             */
            analysis: {
                traits: {
                    pclass: 1 | 2 | 3;
                    sex: string;
                    ageBand: "child" | "teenager" | "adult" | "senior" | "unknown";
                    party: "alone" | "small" | "large";
                };
                groups: {
                    by: ("pclass" | "sex" | "ageBand" | "party")[];
                    /** Format: int64 */
                    passengers: number;
                    /** Format: int64 */
                    survivors: number;
                    survivalRate: number | null;
                }[];
                /** Format: date-time */
                analysedAt: string;
            } | null;
        };
        /**
         * CreatePassenger
         * @description A passenger to be stored; without an id a new one gets the next free id of its ticket
         * @example {
         *       "ticket": "17463",
         *       "name": "McCarthy, Mr. Timothy J",
         *       "pclass": 1,
         *       "survived": 0,
         *       "sex": "male",
         *       "age": 54,
         *       "fare": 51.8625,
         *       "cabin": "E46",
         *       "embarked": "S"
         *     }
         */
        CreatePassenger: {
            /**
             * @description The ticket for the first traveller on it; `{ticket}/2`, `{ticket}/3`, … for the others; not `.` or `..`
             * @example 24160
             */
            id?: string;
            /**
             * @description Ticket number; a ticket covers a party
             * @example 24160
             */
            ticket: string;
            /**
             * @description Name as on the passenger list
             * @example Allen, Miss Elisabeth Walton
             */
            name: string;
            /**
             * Format: int32
             * @description Class: 1, 2 or 3
             * @example 1
             * @enum {integer}
             */
            pclass: 1 | 2 | 3;
            /**
             * Format: int32
             * @description 1 for a survivor, else 0
             * @example 1
             * @enum {integer}
             */
            survived: 0 | 1;
            /**
             * @description Sex as on the passenger list
             * @example female
             */
            sex: string;
            /**
             * @description Years; below one a fraction
             * @default null
             * @example 29
             */
            age: number | null;
            /**
             * Format: int32
             * @description Siblings and spouses aboard
             * @default 0
             * @example 0
             */
            sibsp: number;
            /**
             * Format: int32
             * @description Parents and children aboard
             * @default 0
             * @example 0
             */
            parch: number;
            /**
             * @description Pounds for the whole ticket
             * @default null
             * @example 211.3375
             */
            fare: number | null;
            /**
             * @description Cabins, separated by blanks
             * @default null
             * @example B5
             */
            cabin: string | null;
            /**
             * @description Port: C Cherbourg, Q Queenstown, S Southampton
             * @default null
             * @example S
             */
            embarked: string | null;
            /**
             * @description Lifeboat
             * @default null
             * @example 2
             */
            boat: string | null;
            /**
             * Format: int64
             * @description Number of the body, when it was recovered
             * @default null
             * @example 135
             */
            body: number | null;
            /**
             * @description Home and destination
             * @default null
             * @example St. Louis, Missouri
             */
            homeDest: string | null;
        };
        /**
         * PatchPassenger
         * @description JSON merge patch: members that are left out stay as they are, null removes
         * @example {
         *       "homeDest": "Bridgerule, Devon, England"
         *     }
         */
        PatchPassenger: {
            /**
             * @description The ticket for the first traveller on it; `{ticket}/2`, `{ticket}/3`, … for the others; not `.` or `..`
             * @example 24160
             */
            id?: string;
            /**
             * @description Ticket number; a ticket covers a party
             * @example 24160
             */
            ticket?: string;
            /**
             * @description Name as on the passenger list
             * @example Allen, Miss Elisabeth Walton
             */
            name?: string;
            /**
             * Format: int32
             * @description Class: 1, 2 or 3
             * @example 1
             * @enum {integer}
             */
            pclass?: 1 | 2 | 3;
            /**
             * Format: int32
             * @description 1 for a survivor, else 0
             * @example 1
             * @enum {integer}
             */
            survived?: 0 | 1;
            /**
             * @description Sex as on the passenger list
             * @example female
             */
            sex?: string;
            /**
             * @description Years; below one a fraction
             * @example 29
             */
            age?: number | null;
            /**
             * Format: int32
             * @description Siblings and spouses aboard
             * @example 0
             */
            sibsp?: number;
            /**
             * Format: int32
             * @description Parents and children aboard
             * @example 0
             */
            parch?: number;
            /**
             * @description Pounds for the whole ticket
             * @example 211.3375
             */
            fare?: number | null;
            /**
             * @description Cabins, separated by blanks
             * @example B5
             */
            cabin?: string | null;
            /**
             * @description Port: C Cherbourg, Q Queenstown, S Southampton
             * @example S
             */
            embarked?: string | null;
            /**
             * @description Lifeboat
             * @example 2
             */
            boat?: string | null;
            /**
             * Format: int64
             * @description Number of the body, when it was recovered
             * @example 135
             */
            body?: number | null;
            /**
             * @description Home and destination
             * @example St. Louis, Missouri
             */
            homeDest?: string | null;
        };
        /**
         * Job
         * @description Work done in the background
         */
        Job: {
            /**
             * @description Id of the job; ids sort by the time of submission
             * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
             */
            jobId: string;
            /**
             * @description Where the job stands
             * @example PROCESSING
             * @enum {string}
             */
            status: "PENDING" | "PROCESSING" | "COMPLETED" | "FAILED" | "CANCELLED";
            /**
             * @description What is to be done
             * @example passenger_analysis
             */
            jobType: string;
            /**
             * @description What the work is done with
             * @example {
             *       "passengerId": "24160"
             *     }
             */
            inputData: {
                [key: string]: unknown;
            };
            /**
             * @description How far the work is
             * @example {
             *       "percent": 40,
             *       "message": "Reading the list"
             *     }
             */
            progress: {
                /**
                 * Format: int32
                 * @description Of the work
                 * @example 40
                 */
                percent: number;
                /**
                 * @description What is being done
                 * @example Reading the list
                 */
                message: string | null;
            };
            /**
             * @description What came of it, of a COMPLETED job
             * @example {
             *       "party": 3
             *     }
             */
            result: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Why it failed, of a FAILED job
             * @example null
             */
            error: {
                /**
                 * @description Page about this kind of problem
                 * @example /problems/job-failed
                 */
                type: string;
                /**
                 * @description The same for every problem of this type
                 * @example Job failed
                 */
                title: string;
                /**
                 * @description What happened
                 * @example There is no passenger 24160
                 */
                detail: string;
                /**
                 * @description Stable name of the problem
                 * @example job_failed
                 * @enum {string}
                 */
                code: "job_failed" | "job_given_up" | "job_result_too_large" | "job_type_unknown";
            } | null;
            /**
             * Format: int64
             * @description How often the work was begun
             * @example 1
             */
            attempts: number;
            /**
             * @description The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none
             * @example johndoe
             */
            notifyAccountId: string | null;
            /**
             * @description Time of submission
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * @description Time of the last change
             * @example 2026-11-20T18:20:37.112Z
             */
            updatedAt: string;
        };
        /**
         * Story
         * @description A story of an owner
         */
        Story: {
            /**
             * @description Who wrote it
             * @example johndoe
             */
            owner: string;
            /**
             * @description Id among the stories of its owner
             * @example 1234
             */
            storyId: string;
            /**
             * @description Title
             * @example The Lighthouse
             */
            title: string;
            /**
             * @description The story itself
             * @example The keeper counted ships. One night a ship counted him.
             */
            content: string;
            /**
             * @description In one sentence; the first one of the content where it is left out
             * @example The keeper counted ships.
             */
            summary: string | null;
            /**
             * Format: date-time
             * @description When it was created (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            updatedAt: string;
        };
        /**
         * CreateStory
         * @description A new story; without an id it gets one
         * @example {
         *       "title": "The Ferry",
         *       "content": "The ferryman never asked for the fare. He asked for news."
         *     }
         */
        CreateStory: {
            /**
             * @description Id among the stories of its owner
             * @example 1234
             */
            storyId?: string;
            /**
             * @description Title
             * @example The Lighthouse
             */
            title: string;
            /**
             * @description The story itself
             * @example The keeper counted ships. One night a ship counted him.
             */
            content: string;
            /**
             * @description In one sentence; the first one of the content where it is left out
             * @default null
             * @example The keeper counted ships.
             */
            summary: string | null;
        };
        /**
         * ReplaceStory
         * @description The whole story; its owner and id are those of the path
         */
        ReplaceStory: {
            /**
             * @description Title
             * @example The Lighthouse
             */
            title: string;
            /**
             * @description The story itself
             * @example The keeper counted ships. One night a ship counted him.
             */
            content: string;
            /**
             * @description In one sentence; the first one of the content where it is left out
             * @default null
             * @example The keeper counted ships.
             */
            summary: string | null;
        };
        /**
         * PatchStory
         * @description JSON merge patch: members that are left out stay as they are, null removes
         * @example {
         *       "title": "The Keeper of the Lighthouse"
         *     }
         */
        PatchStory: {
            /**
             * @description Title
             * @example The Lighthouse
             */
            title?: string;
            /**
             * @description The story itself
             * @example The keeper counted ships. One night a ship counted him.
             */
            content?: string;
            /**
             * @description In one sentence; the first one of the content where it is left out
             * @example The keeper counted ships.
             */
            summary?: string | null;
        };
        /**
         * PropertyImage
         * @description An image of a property
         */
        PropertyImage: {
            /**
             * @description Id of the image
             * @example 01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33
             */
            imageId: string;
            /**
             * @description What its bytes are
             * @example image/png
             * @enum {string}
             */
            contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
            /**
             * Format: int64
             * @description Bytes
             * @example 48213
             */
            size: number;
            /**
             * Format: int64
             * @description Pixels across
             * @example 1200
             */
            width: number;
            /**
             * Format: int64
             * @description Pixels down
             * @example 800
             */
            height: number;
            /**
             * @description Serves the image to whoever has it; absolute, or a path of this service
             * @example /objects/images/01931f5e/01931f60.png?expires=1799783680&signature=x
             */
            url: string;
            /**
             * Format: date-time
             * @description Until when the URL works (UTC)
             * @example 2026-11-20T18:35:36.547Z
             */
            expiresAt: string;
        };
        /**
         * Property
         * @description A property that is offered
         */
        Property: {
            /**
             * @description Id of the property; ids sort by the time of creation
             * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
             */
            propertyId: string;
            /**
             * @description Title of the offer
             * @example Bright flat near the park
             */
            title: string;
            /**
             * @description What there is to say of it
             * @example Three rooms, a balcony to the south, a lift.
             */
            description: string;
            /**
             * @description Price
             * @example 500000
             */
            price: number;
            /**
             * @description Street and number
             * @example Prater 12
             */
            address: string;
            /**
             * @description City
             * @example Vienna
             */
            city: string;
            /**
             * @description State
             * @example W
             */
            state: string;
            /**
             * @description Postal code
             * @example 1020
             */
            zip: string;
            /**
             * @description In their order
             * @example [
             *       {
             *         "imageId": "01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33",
             *         "contentType": "image/png",
             *         "size": 48213,
             *         "width": 1200,
             *         "height": 800,
             *         "url": "/objects/images/01931f5e/01931f60.png?expires=1799783680&signature=x",
             *         "expiresAt": "2026-11-20T18:35:36.547Z"
             *       }
             *     ]
             */
            images: components["schemas"]["PropertyImage"][];
            /**
             * Format: date-time
             * @description When it was created (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed (UTC); later with every change
             * @example 2026-11-20T18:20:36.547Z
             */
            updatedAt: string;
        };
        /**
         * ImageUpload
         * @description Where one image goes
         */
        ImageUpload: {
            /**
             * @description Id of the image
             * @example 01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33
             */
            imageId: string;
            /**
             * @description Of the upload
             * @example POST
             * @enum {string}
             */
            method: "POST";
            /**
             * @description Takes one upload; absolute, or a path of this service
             * @example /objects/incoming/properties/01931f5e/01931f60?type=image%2Fpng&signature=x
             */
            url: string;
            /**
             * @description Parts of the multipart/form-data before the file, which is the last part and named `file`
             * @example {
             *       "Content-Type": "image/png"
             *     }
             */
            fields: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description Until when it is taken (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            expiresAt: string;
        };
        /**
         * CreateProperty
         * @description A new property, and the images that will be uploaded for it
         * @example {
         *       "title": "Bright flat near the park",
         *       "description": "Three rooms, a balcony to the south, a lift.",
         *       "price": 500000,
         *       "address": "Prater 12",
         *       "city": "Vienna",
         *       "state": "W",
         *       "zip": "1020",
         *       "images": [
         *         {
         *           "contentType": "image/png"
         *         }
         *       ]
         *     }
         */
        CreateProperty: {
            /**
             * @description Title of the offer
             * @example Bright flat near the park
             */
            title: string;
            /**
             * @description What there is to say of it
             * @example Three rooms, a balcony to the south, a lift.
             */
            description: string;
            /**
             * @description Price
             * @example 500000
             */
            price: number;
            /**
             * @description Street and number
             * @example Prater 12
             */
            address: string;
            /**
             * @description City
             * @example Vienna
             */
            city: string;
            /**
             * @description State
             * @example W
             */
            state: string;
            /**
             * @description Postal code
             * @example 1020
             */
            zip: string;
            /**
             * @description One upload is answered for each
             * @example [
             *       {
             *         "contentType": "image/png"
             *       }
             *     ]
             */
            images?: {
                /** @description What it will be */
                contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
            }[];
        };
        /**
         * PatchProperty
         * @description JSON merge patch: members that are left out stay as they are
         * @example {
         *       "price": 480000
         *     }
         */
        PatchProperty: {
            /**
             * @description Title of the offer
             * @example Bright flat near the park
             */
            title?: string;
            /**
             * @description What there is to say of it
             * @example Three rooms, a balcony to the south, a lift.
             */
            description?: string;
            /**
             * @description Price
             * @example 500000
             */
            price?: number;
            /**
             * @description Street and number
             * @example Prater 12
             */
            address?: string;
            /**
             * @description City
             * @example Vienna
             */
            city?: string;
            /**
             * @description State
             * @example W
             */
            state?: string;
            /**
             * @description Postal code
             * @example 1020
             */
            zip?: string;
        };
        /**
         * WantedImages
         * @description Images that a client wants to upload
         */
        WantedImages: {
            /**
             * @description One upload is answered for each
             * @example [
             *       {
             *         "contentType": "image/png"
             *       }
             *     ]
             */
            images: {
                /** @description What it will be */
                contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
            }[];
        };
        /**
         * Notification
         * @description Something that an account is told
         */
        Notification: {
            /**
             * @description Whose it is
             * @example johndoe
             */
            accountId: string;
            /**
             * @description Id among the notifications of the account
             * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
             */
            notificationId: string;
            /**
             * Format: int64
             * @description When it happened, in milliseconds since 1970; never changes
             * @example 1795198836547
             */
            dateTime: number;
            /**
             * @description What kind it is; kept in upper case
             * @example ALARM
             */
            notificationType: string;
            /**
             * @description What it is called; kept without space around it
             * @example DiskFull
             */
            notificationName: string;
            /**
             * Format: int32
             * @description How bad it is, from 0 to 10; null for no matter
             * @example 5
             */
            severity: number | null;
            /**
             * @description What there is to say
             * @example The disk is full.
             */
            message: string | null;
            /**
             * Format: date-time
             * @description When it was marked as read (UTC); null until then
             * @example 2026-11-20T18:20:36.547Z
             */
            readAt: string | null;
            /**
             * @description Words, in the order in which they were added
             * @default []
             * @example [
             *       "urgent",
             *       "disk"
             *     ]
             */
            tags: string[];
            /**
             * @description Values by name
             * @default {}
             * @example {
             *       "region": "eu-west-1"
             *     }
             */
            labels: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Counts the notifications of the account in the order of their arrival
             * @example 1
             */
            number: number;
            /**
             * @description Type, name and time in one, to search by its beginning
             * @example ALARM~DiskFull~1795198836547
             */
            dateTypeAndNameSearch: string;
            /**
             * Format: date-time
             * @description When it was created (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            updatedAt: string;
        };
        /**
         * CreateNotification
         * @description A new notification; without an id it gets one, without a time it is now
         * @example {
         *       "notificationType": "ALARM",
         *       "notificationName": "DiskFull",
         *       "severity": 5,
         *       "tags": [
         *         "urgent"
         *       ]
         *     }
         */
        CreateNotification: {
            /**
             * @description Id among the notifications of the account
             * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
             */
            notificationId?: string;
            /**
             * Format: int64
             * @description When it happened, in milliseconds since 1970; never changes
             * @example 1795198836547
             */
            dateTime?: number;
            /**
             * @description What kind it is; kept in upper case
             * @example ALARM
             */
            notificationType: string;
            /**
             * @description What it is called; kept without space around it
             * @example DiskFull
             */
            notificationName: string;
            /**
             * Format: int32
             * @description How bad it is, from 0 to 10; null for no matter
             * @default null
             * @example 5
             */
            severity: number | null;
            /**
             * @description What there is to say
             * @default null
             * @example The disk is full.
             */
            message: string | null;
            /**
             * @description Words, in the order in which they were added
             * @default []
             * @example [
             *       "urgent",
             *       "disk"
             *     ]
             */
            tags: string[];
            /**
             * @description Values by name
             * @default {}
             * @example {
             *       "region": "eu-west-1"
             *     }
             */
            labels: {
                [key: string]: string;
            };
        };
        /**
         * PatchNotification
         * @description JSON merge patch: members that are left out stay as they are, null removes
         * @example {
         *       "severity": 7,
         *       "message": "The disk is full, and nothing is written."
         *     }
         */
        PatchNotification: {
            /**
             * Format: int64
             * @description When it happened, in milliseconds since 1970; never changes
             * @example 1795198836547
             */
            dateTime?: number;
            /**
             * @description What kind it is; kept in upper case
             * @example ALARM
             */
            notificationType?: string;
            /**
             * @description What it is called; kept without space around it
             * @example DiskFull
             */
            notificationName?: string;
            /**
             * Format: int32
             * @description How bad it is, from 0 to 10; null for no matter
             * @example 5
             */
            severity?: number | null;
            /**
             * @description What there is to say
             * @example The disk is full.
             */
            message?: string | null;
            /**
             * Format: date-time
             * @description When it was marked as read (UTC); null until then
             * @example 2026-11-20T18:20:36.547Z
             */
            readAt?: string | null;
        };
        /**
         * NewTags
         * @description Words to be added at the end
         */
        NewTags: {
            /**
             * @description Words
             * @example [
             *       "disk"
             *     ]
             */
            tags: string[];
        };
        /**
         * Label
         * @description The value of one label
         */
        Label: {
            /**
             * @description Its value
             * @example eu-west-1
             */
            value: string;
        };
        /**
         * User
         * @description Who has an account
         */
        User: {
            /**
             * @description Id of the user
             * @example johndoe
             */
            userId: string;
            /**
             * @description E-mail address, kept in lower case; no two users have the same
             * @example john.doe@example.org
             */
            email: string;
            /**
             * @description Name
             * @example John Doe
             */
            name: string;
            /**
             * Format: int64
             * @description What orders can be paid with, in cents
             * @default 0
             * @example 12500
             */
            credit: number;
            /**
             * @description `deleting` from when a deletion has begun until the user is gone
             * @example active
             * @enum {string}
             */
            status: "active" | "deleting";
            /**
             * Format: date-time
             * @description When it was created (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            updatedAt: string;
        };
        /**
         * CreateUser
         * @description A new user, without credit; without an id it gets one
         * @example {
         *       "userId": "janeroe",
         *       "email": "jane.roe@example.org",
         *       "name": "Jane Roe"
         *     }
         */
        CreateUser: {
            /**
             * @description Id of the user
             * @example johndoe
             */
            userId?: string;
            /**
             * @description E-mail address, kept in lower case; no two users have the same
             * @example john.doe@example.org
             */
            email: string;
            /**
             * @description Name
             * @example John Doe
             */
            name: string;
        };
        /**
         * PatchUser
         * @description JSON merge patch: members that are left out stay as they are
         * @example {
         *       "name": "John F. Doe"
         *     }
         */
        PatchUser: {
            /**
             * @description E-mail address, kept in lower case; no two users have the same
             * @example john.doe@example.org
             */
            email?: string;
            /**
             * @description Name
             * @example John Doe
             */
            name?: string;
        };
        /** Deposit */
        Deposit: {
            /**
             * Format: int64
             * @description What is added to the credit, in cents
             * @example 12500
             */
            amount: number;
        };
        /**
         * Todo
         * @description What a user has to do
         */
        Todo: {
            /**
             * @description Id of the user
             * @example johndoe
             */
            userId: string;
            /**
             * Format: date-time
             * @description When it was made (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Id among the todos of the user, in the order of time
             * @example 01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61
             */
            todoId: string;
            /**
             * @description What to do
             * @example Buy oil
             */
            title: string;
            /**
             * @description More about it
             * @example For the lamp
             */
            note: string | null;
            /**
             * @description Open or done
             * @default open
             * @example open
             * @enum {string}
             */
            state: "open" | "done";
            /**
             * Format: date-time
             * @description When it was done (UTC)
             * @example 2026-11-21T08:00:00.000Z
             */
            completedAt: string | null;
        };
        /**
         * CreateTodo
         * @description A new todo; it gets its id and its time
         */
        CreateTodo: {
            /**
             * @description What to do
             * @example Buy oil
             */
            title: string;
            /**
             * @description More about it
             * @default null
             * @example For the lamp
             */
            note: string | null;
        };
        /**
         * PatchTodo
         * @description JSON merge patch: members that are left out stay as they are, null removes
         * @example {
         *       "state": "done"
         *     }
         */
        PatchTodo: {
            /**
             * @description What to do
             * @example Buy oil
             */
            title?: string;
            /**
             * @description More about it
             * @example For the lamp
             */
            note?: string | null;
            /**
             * @description Open or done
             * @example open
             * @enum {string}
             */
            state?: "open" | "done";
        };
        /**
         * TodoBatch
         * @description What is to be done with several todos, none of them twice
         */
        TodoBatch: {
            /**
             * @description New todos
             * @example [
             *       {
             *         "title": "Buy oil"
             *       }
             *     ]
             */
            create?: components["schemas"]["CreateTodo"][];
            /**
             * @description Ids of todos that are done
             * @example [
             *       "01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61"
             *     ]
             */
            complete?: string[];
            /**
             * @description Ids of todos that shall go
             * @example [
             *       "01a1fa30-5f44-7d11-8c2f-0b7f3f0a1c42"
             *     ]
             */
            delete?: string[];
        };
        /**
         * TodoBatchItem
         * @description What came of one todo of a batch
         */
        TodoBatchItem: {
            /**
             * Format: int32
             * @description What a request of its own would have been answered with
             * @example 201
             * @enum {integer}
             */
            status: 200 | 201 | 204 | 404 | 409;
            /**
             * @description The todo as it is now
             * @example {
             *       "userId": "johndoe",
             *       "todoId": "01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61",
             *       "title": "Buy oil",
             *       "note": "For the lamp",
             *       "state": "open",
             *       "createdAt": "2026-11-20T18:20:36.547Z",
             *       "completedAt": null
             *     }
             */
            todo: components["schemas"]["Todo"] | null;
            /**
             * @description Why nothing was done
             * @example {
             *       "type": "/problems/not-found",
             *       "title": "Not found",
             *       "status": 404,
             *       "detail": "The resource does not exist.",
             *       "instance": "/api/v1/example",
             *       "code": "not_found",
             *       "requestId": "k3v9-1"
             *     }
             */
            problem: components["schemas"]["Problem"] | null;
        };
        /**
         * Order
         * @description What a user has ordered
         */
        Order: {
            /**
             * @description Id of the user
             * @example johndoe
             */
            userId: string;
            /**
             * @description Id among the orders of the user
             * @example 2026-0042
             */
            orderId: string;
            /**
             * @description What is ordered
             * @example [
             *       {
             *         "product": "Lamp oil, 5 l",
             *         "quantity": 2,
             *         "unitPrice": 1250
             *       }
             *     ]
             */
            lines: {
                /**
                 * @description What
                 * @example Lamp oil, 5 l
                 */
                product: string;
                /**
                 * Format: int32
                 * @description How many
                 * @example 2
                 */
                quantity: number;
                /**
                 * Format: int32
                 * @description Of one, in cents
                 * @example 1250
                 */
                unitPrice: number;
            }[];
            /**
             * Format: int64
             * @description Sum of the lines, in cents
             * @example 2500
             */
            total: number;
            /**
             * @description Placed, or cancelled since
             * @default placed
             * @example placed
             * @enum {string}
             */
            status: "placed" | "cancelled";
            /**
             * Format: date-time
             * @description When it was placed (UTC)
             * @example 2026-11-20T18:20:36.547Z
             */
            placedAt: string;
            /**
             * Format: date-time
             * @description When it was cancelled (UTC)
             * @example 2026-11-21T08:00:00.000Z
             */
            cancelledAt: string | null;
        };
        /**
         * CreateOrder
         * @description A new order; without an id it gets one
         * @example {
         *       "lines": [
         *         {
         *           "product": "Lamp oil, 5 l",
         *           "quantity": 2,
         *           "unitPrice": 1250
         *         }
         *       ]
         *     }
         */
        CreateOrder: {
            /**
             * @description Id among the orders of the user
             * @example 2026-0042
             */
            orderId?: string;
            /**
             * @description What is ordered
             * @example [
             *       {
             *         "product": "Lamp oil, 5 l",
             *         "quantity": 2,
             *         "unitPrice": 1250
             *       }
             *     ]
             */
            lines: {
                /**
                 * @description What
                 * @example Lamp oil, 5 l
                 */
                product: string;
                /**
                 * Format: int32
                 * @description How many
                 * @example 2
                 */
                quantity: number;
                /**
                 * Format: int32
                 * @description Of one, in cents
                 * @example 1250
                 */
                unitPrice: number;
            }[];
        };
        /**
         * AccountItem
         * @description The profile, a todo or an order of a user
         */
        AccountItem: {
            /**
             * @description What it is
             * @enum {string}
             */
            type: "user";
            item: components["schemas"]["User"];
        } | {
            /**
             * @description What it is
             * @enum {string}
             */
            type: "todo";
            item: components["schemas"]["Todo"];
        } | {
            /**
             * @description What it is
             * @enum {string}
             */
            type: "order";
            item: components["schemas"]["Order"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The verdict
                         * @example ok
                         * @enum {string}
                         */
                        status: "ok";
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The verdict
                         * @example ready
                         * @enum {string}
                         */
                        status: "ready";
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Version of the service
                         * @example 1.0.0
                         */
                        version: string;
                        /**
                         * @description Build that is running
                         * @example dev
                         */
                        build: string;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPassengers: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 2000 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only this class */
                pclass?: 1 | 2 | 3;
                /** @description Only survivors (1) or victims (0) */
                survived?: 0 | 1;
                /** @description Only this sex (such as `female`) */
                sex?: string;
                /** @description Only from this port: C, Q or S (such as `Q`) */
                embarked?: string;
                /** @description Only the party on this ticket (such as `113781`) */
                ticket?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Passenger"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPassenger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePassenger"];
            };
        };
        responses: {
            /** @description The passenger as stored */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passenger"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPassenger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the passenger still has this ETag (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the passenger, percent-encoded
                 * @example A/5 21171
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The passenger */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passenger"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replacePassenger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the passenger still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such passenger (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the passenger, percent-encoded
                 * @example 17463
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePassenger"];
            };
        };
        responses: {
            /** @description The passenger that replaced the one before */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passenger"];
                };
            };
            /** @description The new passenger */
            201: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passenger"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deletePassenger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the passenger still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such passenger (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the passenger, percent-encoded
                 * @example A/5 21171
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The passenger was there, and is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updatePassenger: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the passenger still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such passenger (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the passenger, percent-encoded
                 * @example A/5 21171
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchPassenger"];
                "application/json": components["schemas"]["PatchPassenger"];
            };
        };
        responses: {
            /** @description The passenger as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passenger"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPassengerBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "ticket": "17463",
                 *           "name": "McCarthy, Mr. Timothy J",
                 *           "pclass": 1,
                 *           "survived": 0,
                 *           "sex": "male",
                 *           "age": 54,
                 *           "fare": 51.8625,
                 *           "cabin": "E46",
                 *           "embarked": "S"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: components["schemas"]["CreatePassenger"][];
                };
            };
        };
        responses: {
            /** @description The passengers as stored, in the order of the request */
            201: {
                headers: {
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Passenger"][];
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importPassengers: {
        parameters: {
            query?: {
                /** @description Stop at the first bad row instead of reporting it and going on */
                strict?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description CSV with a header row */
        requestBody: {
            content: {
                /**
                 * @example ticket,name,pclass,survived,sex,age
                 *     17421,"Thayer, Mr. John Borland",1,0,male,49
                 *     17421,"Thayer, Mrs. Marian Longstreth (Morris)",1,1,female,39
                 */
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description The file is kept and the job submitted; `Location` is where to follow it */
            202: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Id of the job
                         * @example 01931f5e-9d41-7b3c-a6f0-2c81e47d9b05
                         */
                        jobId: string;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadPassengerExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the job
                 * @example 01931f5e-9d41-7b3c-a6f0-2c81e47d9b05
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only jobs that stand there */
                status?: "PENDING" | "PROCESSING" | "COMPLETED" | "FAILED" | "CANCELLED";
                /** @description Only jobs of this type (such as `passenger_analysis`) */
                jobType?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is to be done, and with what; without a type it is the first one */
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What is to be done
                     * @example passenger_analysis
                     * @enum {string}
                     */
                    jobType?: "passenger_analysis";
                    inputData: {
                        /**
                         * @description Id of the passenger to analyse
                         * @example A/5 21171
                         */
                        passengerId: string;
                    };
                    /**
                     * @description The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none
                     * @example johndoe
                     */
                    notifyAccountId?: string | null;
                } | {
                    /**
                     * @description What is to be done
                     * @example passenger_import
                     * @enum {string}
                     */
                    jobType: "passenger_import";
                    inputData: {
                        /** @description An upload, as POST /imports/passengers names it */
                        upload: string;
                        /** @description Stop at the first bad row instead of reporting it and going on */
                        strict?: boolean;
                    } | {
                        /**
                         * @description A file in the import folder of the server (IMPORT_PATH)
                         * @example passengers.csv
                         */
                        path: string;
                        /** @description Stop at the first bad row instead of reporting it and going on */
                        strict?: boolean;
                    };
                    /**
                     * @description The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none
                     * @example johndoe
                     */
                    notifyAccountId?: string | null;
                } | {
                    /**
                     * @description What is to be done
                     * @example passenger_export
                     * @enum {string}
                     */
                    jobType: "passenger_export";
                    inputData: {
                        /**
                         * @description CSV with a header, or one JSON object a line
                         * @default csv
                         */
                        format?: "csv" | "jsonl";
                    };
                    /**
                     * @description The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none
                     * @example johndoe
                     */
                    notifyAccountId?: string | null;
                } | {
                    /**
                     * @description What is to be done
                     * @example sweep_files
                     * @enum {string}
                     */
                    jobType: "sweep_files";
                    inputData: {
                        /**
                         * Format: int32
                         * @description Files to look at, at most
                         * @default 10000
                         * @example 10000
                         */
                        limit?: number;
                        /** @description Go on behind this key: the `next` of the job before */
                        after?: string;
                    };
                    /**
                     * @description The account that is notified when the job is COMPLETED or FAILED, if its user is there since before the job; null for none
                     * @example johndoe
                     */
                    notifyAccountId?: string | null;
                };
            };
        };
        responses: {
            /** @description The job, which waits to be begun */
            202: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamJobEvents: {
        parameters: {
            query?: {
                /** @description As the header, which counts where both are given (such as `3`) */
                lastEventId?: string;
            };
            header?: {
                /** @description The last version that the client has seen; 0 for the whole history (such as `3`) */
                "last-event-id"?: string;
            };
            path: {
                /**
                 * @description Id of the job
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The job is finished, and the client has seen all of it */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the job still has this ETag (such as `"3"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the job
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the job
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancelled job */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStories: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only ids that begin like this (such as `12`) */
                prefix?: string;
                /** @description From the last id to the first */
                reverse?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Story"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createStory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateStory"];
            };
        };
        responses: {
            /** @description The story as stored */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the story still has this ETag (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
                /**
                 * @description Id among the stories of its owner
                 * @example 1234
                 */
                storyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The story */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the story still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such story (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
                /**
                 * @description Id among the stories of its owner
                 * @example 1234
                 */
                storyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceStory"];
            };
        };
        responses: {
            /** @description The story that replaced the one before */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description The new story */
            201: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the story still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such story (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
                /**
                 * @description Id among the stories of its owner
                 * @example 1234
                 */
                storyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The story was there, and is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateStory: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the story still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
                /** @description `*`: only if there is no such story (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Who wrote it
                 * @example johndoe
                 */
                owner: string;
                /**
                 * @description Id among the stories of its owner
                 * @example 1234
                 */
                storyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchStory"];
                "application/json": components["schemas"]["PatchStory"];
            };
        };
        responses: {
            /** @description The story as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProperties: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 100 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only in this city, exactly as it was written (such as `Vienna`) */
                city?: string;
                /** @description Only in this state, exactly as it was written (such as `W`) */
                state?: string;
                /** @description Only from this price on (such as `100000`) */
                "price[gte]"?: number;
                /** @description Only above this price (such as `100000`) */
                "price[gt]"?: number;
                /** @description Only up to this price (such as `500000`) */
                "price[lte]"?: number;
                /** @description Only below this price (such as `500000`) */
                "price[lt]"?: number;
                /** @description Newest first, or from the lowest or highest price, which needs `city` or `state` */
                sort?: "-createdAt" | "price" | "-price";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Property"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProperty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProperty"];
            };
        };
        responses: {
            /** @description The property as stored, and where its images go */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        property: components["schemas"]["Property"];
                        uploads: components["schemas"]["ImageUpload"][];
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProperty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the property still has this ETag (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The property */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Property"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteProperty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the property still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description Only if the property has another ETag (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There was something, and it is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateProperty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the property still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description Only if the property has another ETag (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchProperty"];
                "application/json": components["schemas"]["PatchProperty"];
            };
        };
        responses: {
            /** @description The property as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Property"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPropertyImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The images */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PropertyImage"][];
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createImageUploads: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedImages"];
            };
        };
        responses: {
            /** @description Where the images go, in the order of the request */
            201: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uploads: components["schemas"]["ImageUpload"][];
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    orderImages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the property still has this ETag; `*` for any (such as `"1799783680"`) */
                "if-match"?: string;
                /** @description Only if the property has another ETag (such as `"1799783680"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "imageIds": [
                 *         "01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Every image, in order */
                    imageIds: string[];
                };
            };
        };
        responses: {
            /** @description The property as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Property"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
                /**
                 * @description Id of the image
                 * @example 01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33
                 */
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image, now a part of the property */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PropertyImage"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the property
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                propertyId: string;
                /**
                 * @description Id of the image
                 * @example 01931f60-1d2e-7c3b-8a51-7f0c2f9e4d33
                 */
                imageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There was something, and it is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only at this time or later, in milliseconds since 1970 (such as `1795198836547`) */
                "dateTime[gte]"?: number;
                /** @description Only later (such as `1795198836547`) */
                "dateTime[gt]"?: number;
                /** @description Only at this time or earlier (such as `1795198836547`) */
                "dateTime[lte]"?: number;
                /** @description Only earlier (such as `1795198836547`) */
                "dateTime[lt]"?: number;
                /** @description The newest first, which is the default, or the oldest first */
                sort?: "-dateTime" | "dateTime";
                /** @description Only this type */
                notificationType?: string;
                /** @description Only this name (such as `DiskFull`) */
                notificationName?: string;
                /** @description With a name: only of this account (such as `johndoe`) */
                accountId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountNotifications: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only at this time or later, in milliseconds since 1970 (such as `1795198836547`) */
                "dateTime[gte]"?: number;
                /** @description Only later (such as `1795198836547`) */
                "dateTime[gt]"?: number;
                /** @description Only at this time or earlier (such as `1795198836547`) */
                "dateTime[lte]"?: number;
                /** @description Only earlier (such as `1795198836547`) */
                "dateTime[lt]"?: number;
                /** @description The newest first, which is the default, or the oldest first */
                sort?: "-dateTime" | "dateTime";
                /** @description What `dateTypeAndNameSearch` begins with (such as `ALARM~DiskFull`) */
                search?: string;
                /** @description Only those not marked as read, or only those that are */
                unread?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateNotification"];
            };
        };
        responses: {
            /** @description The notification as stored */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamNotifications: {
        parameters: {
            query?: {
                /** @description As the header, which counts where both are given (such as `1`) */
                lastEventId?: string;
            };
            header?: {
                /** @description The last number that the client has seen (such as `1`) */
                "last-event-id"?: string;
            };
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the notification still has this ETag (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the notification still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification was there, and is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the notification still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchNotification"];
                "application/json": components["schemas"]["PatchNotification"];
            };
        };
        responses: {
            /** @description The notification as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addNotificationTags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTags"];
            };
        };
        responses: {
            /** @description The notification as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putNotificationLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
                /**
                 * @description Name of the label
                 * @example region
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Label"];
            };
        };
        responses: {
            /** @description The notification as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteNotificationLabel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whose it is
                 * @example johndoe
                 */
                accountId: string;
                /**
                 * @description Id among the notifications of the account
                 * @example 01931f5e-8b2c-7e0a-9c44-5f0d2a6b7c11
                 */
                notificationId: string;
                /**
                 * @description Name of the label
                 * @example region
                 */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notification as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only ids that begin like this (such as `john`) */
                prefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUser"];
            };
        };
        responses: {
            /** @description The user as stored */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the client has this ETag already (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if it still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is more to remove, in the background */
            202: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The user was there, and is gone with everything */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if it still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchUser"];
                "application/json": components["schemas"]["PatchUser"];
            };
        };
        responses: {
            /** @description The user as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    depositCredit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Deposit"];
            };
        };
        responses: {
            /** @description The user with the credit as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTodos: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description Only these */
                state?: "open" | "done";
                /** @description Only those made after this moment (such as `2026-11-20T00:00:00Z`) */
                "createdAt[gt]"?: string;
                /** @description Only those made at this moment or after it (such as `2026-11-20T00:00:00Z`) */
                "createdAt[gte]"?: string;
                /** @description Only those made before this moment (such as `2026-11-20T00:00:00Z`) */
                "createdAt[lt]"?: string;
                /** @description Only those made at this moment or before it (such as `2026-11-20T00:00:00Z`) */
                "createdAt[lte]"?: string;
                /** @description Which come first */
                order?: "newest" | "oldest";
            };
            header?: never;
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Todo"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTodo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTodo"];
            };
        };
        responses: {
            /** @description The todo as stored */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Todo"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTodo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the client has this ETag already (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
                /**
                 * @description Id of the todo
                 * @example 01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61
                 */
                todoId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The todo */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Todo"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTodo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if it still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
                /**
                 * @description Id of the todo
                 * @example 01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61
                 */
                todoId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The todo was there, and is gone */
            204: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateTodo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if it still has this ETag; `*` for any (such as `"7"`) */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
                /**
                 * @description Id of the todo
                 * @example 01a1fa30-5f43-7e5c-9b1a-4f0c2d3e5a61
                 */
                todoId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["PatchTodo"];
                "application/json": components["schemas"]["PatchTodo"];
            };
        };
        responses: {
            /** @description The todo as it is now */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Todo"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition failed */
            412: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runTodoBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TodoBatch"];
            };
        };
        responses: {
            /** @description What came of each, in the order of the request */
            200: {
                headers: {
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        create: components["schemas"]["TodoBatchItem"][];
                        complete: components["schemas"]["TodoBatchItem"][];
                        delete: components["schemas"]["TodoBatchItem"][];
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats the first answer to a request with this key, for 24 hours; 1 to 255 visible characters (such as `8e03978e-40d5-43e8-bc93-6894a57f9324`) */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrder"];
            };
        };
        responses: {
            /** @description The order, which had been placed before */
            200: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The order as placed */
            201: {
                headers: {
                    /** @description Path of the resource */
                    Location?: string;
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description `true` when this is the stored answer of an earlier request */
                    "Idempotent-Replayed"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Idempotency key reused */
            422: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answers 304 when the client has this ETag already (such as `"7"`) */
                "if-none-match"?: string;
            };
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
                /**
                 * @description Id among the orders of the user
                 * @example 2026-0042
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The client has this version already */
            304: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
                /**
                 * @description Id among the orders of the user
                 * @example 2026-0042
                 */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancelled order */
            200: {
                headers: {
                    /** @description Strong entity tag of this version, for If-Match and If-None-Match */
                    ETag?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request body too large */
            413: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUserCollection: {
        parameters: {
            query?: {
                /** @description Number of items a page, 1 to 500 */
                limit?: number;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the user
                 * @example johndoe
                 */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `nextCursor` is null on the last one */
            200: {
                headers: {
                    /** @description The next page (RFC 8288), absent on the last one */
                    Link?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccountItem"][];
                        /** @description Pass it as `cursor` for the next page; null on the last */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Validation failed */
            400: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not acceptable */
            406: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description URI too long */
            414: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Request headers too large */
            431: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service unavailable */
            503: {
                headers: {
                    /** @description Seconds to wait before the next try */
                    "Retry-After"?: string;
                    /** @description Id of the request, from the request header or made here */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

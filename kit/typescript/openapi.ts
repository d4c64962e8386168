export interface paths {
    "/csrf_token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a CSRF token
         * @description The token is also set as the cookie `csrftoken`. One issued without a session is valid with any.
         */
        get: operations["getCsrfToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a password
         * @description The key is also the value of the cookie `osessionid`. Sessions sent with the request end. Unknown keys are ignored.
         */
        post: operations["postUsersLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/otp-login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a code
         * @description Without a code, one is sent, and the response is the same whether or not the number has an account. Both steps share one guest session: keep the cookie of the first response.
         */
        post: operations["postUsersOtpLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/passkey-login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the options for signing in with a passkey */
        get: operations["getApiUsersPasskeyLogin"];
        put?: never;
        /**
         * Sign in with a passkey
         * @description What `navigator.credentials.get` made of the options, as JSON. The key is also the value of the cookie `osessionid`. Sessions sent with the request end.
         */
        post: operations["postApiUsersPasskeyLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/oidc-login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start signing in with the shop's own identity
         * @description For browsers on the shop's own origin; 404 where the shop has no OpenID Connect provider. The browser goes to the address, and comes back to the callback within ten minutes.
         */
        post: operations["postApiUsersOidcLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/oidc-login/callback/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish signing in with the shop's own identity
         * @description Where the issuer sends browsers back to. It leads to a page of ours, whatever has happened.
         */
        get: operations["getApiUsersOidcLoginCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/recovery-login/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with code and password together
         * @description For whoever has lost the passkey that their account asks for (`passkey_required`). The code is that of the sign-in started by `POST /api/users/otp-login/` in the same session.
         */
        post: operations["postApiUsersRecoveryLogin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/release-number/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a number from a former holder's account
         * @description For whoever has got a number that somebody else had before: with the code of the sign-in that they started, it leaves that account, which keeps all else.
         */
        post: operations["postApiUsersReleaseNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/logout/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description The session, or the token in `Authorization`, ends on the server at once. With neither, the response is the same.
         */
        post: operations["postUsersLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/current_user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the current user */
        get: operations["getCurrentUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verification/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an open challenge
         * @description For a page that was reloaded: the challenge that is open in this session, 404 if there is none.
         */
        get: operations["getApiVerificationPurpose"];
        put?: never;
        /**
         * Continue with just the code
         * @description Responds as the endpoint that started the challenge would: with the profile, the card or the session's key. `phone_change`, `loyalty_join`, `loyalty_update`, `fresh_sign_in` and `account_deletion` need the session or token that started them. `token_sign_in` continues at customers/auth/otp/signin/verify.
         */
        post: operations["postApiVerificationPurpose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/registration/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Booleans may be strings, `gender` may be `none`, and unknown keys are ignored.
         */
        post: operations["postUsersRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/register-with-loyalty/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register with a loyalty card
         * @description With `add_loyalty`, the programme's account for the verified phone is linked, or a new one is created. If the programme is down, the customer is still registered and the card follows later.
         */
        post: operations["postUsersRegisterWithLoyalty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/registration/account-confirm-email/{token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Confirm the address of a registration
         * @description Until then the address gets no password reset, finds no loyalty account, and holds nobody else off. Answers 200 again once it is done. A browser (`Accept: text/html`) is redirected to a page with a button, and only that button changes anything.
         */
        get: operations["getUsersRegistrationAccountConfirmEmailToken"];
        put?: never;
        /**
         * Confirm the address of a registration from a page
         * @description What the button of the page behind the mailed link does.
         */
        post: operations["postUsersRegistrationAccountConfirmEmailToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/registration/resend-email/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend the confirmation link
         * @description Mails another link to the customer's address while it is not confirmed.
         */
        post: operations["postApiUsersRegistrationResendEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/profile/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the profile */
        get: operations["getUsersProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the profile
         * @description Changes only the fields that are sent. A new phone starts a challenge: the old number stays in force until the code is submitted. In stores set to `kvkk`, changing a consent needs a code, too. Send a picture as multipart/form-data.
         */
        patch: operations["patchUsersProfile"];
        trace?: never;
    };
    "/users/profile-with-loyalty/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the profile with loyalty
         * @description Same as /users/profile/.
         */
        get: operations["getUsersProfileWithLoyalty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the profile and the loyalty account
         * @description A new phone always needs a code here, whatever the store's policy. There is no avatar.
         */
        patch: operations["patchUsersProfileWithLoyalty"];
        trace?: never;
    };
    "/users/user/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the user */
        get: operations["getUsersUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/email-change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request an email address change
         * @description Sends a link to the new address and a notice to the old one, which stays in force until the link is followed. If the address is taken, its owner gets a notice instead; the response is the same. The customer's own address, in whatever spelling, is `unchanged`, and nothing is sent.
         */
        post: operations["postUsersEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/email-set-primary/{token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Confirm an email address change
         * @description Makes the address primary that the link was mailed to. Answers 200 again once it is done. A browser (`Accept: text/html`) is redirected to a page with a button, and only that button changes anything.
         */
        get: operations["getUsersEmailSetPrimaryToken"];
        put?: never;
        /**
         * Confirm an email address change from a page
         * @description What the button of the page behind the mailed link does.
         */
        post: operations["postUsersEmailSetPrimaryToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/segments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my segments
         * @description Ordered by priority, then pk.
         */
        get: operations["getUsersSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/segments/{id}/set/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate a segment
         * @description Also available at /segments/{id}/set/. The choice is stored with the account and outlives the session.
         */
        post: operations["postUsersSegmentsIdSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/loyalty_card/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my card and points
         * @description If the points cannot be read, the last known ones are returned, with a message in `errors`.
         */
        get: operations["getLoyaltyCardLoyaltyCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/add_loyalty_card/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the data for joining */
        get: operations["getLoyaltyCardAddLoyaltyCard"];
        put?: never;
        /** Join the loyalty programme */
        post: operations["postLoyaltyCardAddLoyaltyCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/add_loyalty_card_otp/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join with your verified phone
         * @description No code is needed. Any other phone gets 406 `sms_verification_100_1`.
         */
        post: operations["postLoyaltyCardAddLoyaltyCardOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/search_exists_create/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link an existing account
         * @description The account is linked only if its phone is the customer's own verified phone and its email address matches or is unset: an address alone would give away somebody else's points.
         */
        post: operations["postLoyaltyCardSearchExistsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/update_loyalty_card/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the loyalty account */
        get: operations["getLoyaltyCardUpdateLoyaltyCard"];
        put?: never;
        /**
         * Update the loyalty account
         * @description Updates the programme, then the card, then the profile. A phone other than the customer's verified one needs a code.
         */
        post: operations["postLoyaltyCardUpdateLoyaltyCard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/delete_loyalty/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the card to be deleted */
        get: operations["getLoyaltyCardDeleteLoyalty"];
        put?: never;
        /**
         * Leave the loyalty programme
         * @description The programme is notified as soon as it can be reached. A second call gets 404.
         */
        post: operations["postLoyaltyCardDeleteLoyalty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loyalty-card/account_proof/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the account to prove
         * @description After 406 `loyalty_100_4`: the account that the verified phone has found, 404 if there is none.
         */
        get: operations["getApiLoyaltyCardAccountProof"];
        put?: never;
        /**
         * Prove or disown the account
         * @description Completes the join. Five wrong proofs of an account in a day, and it takes no more. An account that is not the customer's loses the phone, not its points.
         */
        post: operations["postApiLoyaltyCardAccountProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/loyalty-account-balance/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my points
         * @description 0 without a card. If the points cannot be read, the last known ones are returned.
         */
        get: operations["getAccountLoyaltyAccountBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/loyalty/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my points transactions in one piece
         * @description The newest 1,000, newest first; none without a card. Send `Accept: application/json`: at `/account/loyalty/` a browser gets the page.
         */
        get: operations["getAccountLoyalty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/ledger/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my points transactions
         * @description Newest first.
         */
        get: operations["getLoyaltyCardLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/loyalty-card/events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a points event
         * @description Signed with `X-Signature: t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of “<t>.<body>”>`, at most five minutes old. The `id` makes an event idempotent. 404 if the store has no secret or uses another programme.
         */
        post: operations["postLoyaltyCardEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loyalty-card/wallet/apple/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my card for Apple Wallet
         * @description The same pass each time. 404 without a card, and for a store that has no certificate of Apple's.
         */
        get: operations["getApiLoyaltyCardWalletApple"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loyalty-card/wallet/google/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the link that adds my card to Google Wallet
         * @description 404 without a card, and for a store that is no issuer at Google.
         */
        get: operations["getApiLoyaltyCardWalletGoogle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet/apple/v1/devices/{device}/registrations/{type}/{serial}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a phone for a pass
         * @description With `Authorization: ApplePass <token>`. It is told when the pass changes.
         */
        post: operations["postApiWalletAppleV1DevicesDeviceRegistrationsTypeSerial"];
        /**
         * Unregister a phone from a pass
         * @description With `Authorization: ApplePass <token>`.
         */
        delete: operations["deleteApiWalletAppleV1DevicesDeviceRegistrationsTypeSerial"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet/apple/v1/devices/{device}/registrations/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a phone's changed passes
         * @description By their serial numbers. The phone's own name is all that it is known by.
         */
        get: operations["getApiWalletAppleV1DevicesDeviceRegistrationsType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet/apple/v1/passes/{type}/{serial}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a pass as it is now
         * @description With `Authorization: ApplePass <token>`. It is void, and says nothing of anybody, once the customer has left the programme.
         */
        get: operations["getApiWalletAppleV1PassesTypeSerial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wallet/apple/v1/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report faults of passes
         * @description What phones did not like goes into the store's log, without whatever could name one of them.
         */
        post: operations["postApiWalletAppleV1Log"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/customers/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the customer */
        get: operations["getApiShopCustomersMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update the customer
         * @description Changes only the fields that are sent. Email address and mobile number are read-only here.
         */
        patch: operations["patchApiShopCustomersMe"];
        trace?: never;
    };
    "/api/shop/customers/auth/pwd/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token with a password
         * @description The username may also be the email address or the verified mobile number.
         */
        post: operations["postApiShopCustomersAuthPwdSignin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/customers/auth/pwd/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up with a username
         * @description The password once, as `password`, or twice, as `password1` and `password2`.
         */
        post: operations["postApiShopCustomersAuthPwdSignup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/customers/auth/otp/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a code for a token
         * @description The response is the same whether or not the number has an account.
         */
        post: operations["postApiShopCustomersAuthOtpSignin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/customers/auth/otp/signin/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token with a code
         * @description Use the IP address and User-Agent that requested the code.
         */
        post: operations["postApiShopCustomersAuthOtpSigninVerify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shop/customers/auth/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the calling token
         * @description The token ends on the server at once, a personal one too.
         */
        post: operations["postApiShopCustomersAuthSignout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/password/change/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password
         * @description Ends all other sessions, sign-in tokens and mailed links.
         */
        post: operations["postUsersPasswordChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/password/reset/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a password reset link
         * @description The response is the same for every address.
         */
        post: operations["postUsersPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/password/reset/phone/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the password by SMS
         * @description For accounts without a confirmed email address; one with it gets a link by mail instead of the code. The response is the same for every number. The key sets the new password.
         */
        post: operations["postApiUsersPasswordResetPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/reset/{key}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the password
         * @description Ends every session and sign-in token.
         */
        post: operations["postUsersResetKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/undo/{token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change that was not mine
         * @description By the link in the notice of a change: ends all access, puts the former phone number and email address back, and voids the password. The key sets a new one.
         */
        post: operations["postApiUsersUndoToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my sessions */
        get: operations["getApiUsersSessions"];
        put?: never;
        post?: never;
        /** Sign out everywhere else */
        delete: operations["deleteApiUsersSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/sessions/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a session */
        delete: operations["deleteApiUsersSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/fresh-sign-in/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the options for confirming with a passkey
         * @description Null without a passkey.
         */
        get: operations["getApiUsersFreshSignIn"];
        put?: never;
        /**
         * Confirm who is signed in
         * @description For a sign-in that is a day old, before what needs a fresh one (403 `fresh_sign_in_required`). Takes the password or a passkey, or else sends a code to the account's own number.
         */
        post: operations["postApiUsersFreshSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/passkeys/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my passkeys */
        get: operations["getApiUsersPasskeys"];
        put?: never;
        /**
         * Add a passkey
         * @description What `navigator.credentials.create` made of the options, as JSON. It needs a sign-in of the last day, and the session that asked for the options.
         */
        post: operations["postApiUsersPasskeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/passkeys/options/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the options for a new passkey
         * @description It needs a sign-in of the last day.
         */
        post: operations["postApiUsersPasskeysOptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/passkeys/{id}/": {
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
         * Remove a passkey
         * @description It needs a sign-in of the last day. The last way into an account cannot be removed, nor the last passkey of one that asks for them.
         */
        delete: operations["deleteApiUsersPasskeysId"];
        options?: never;
        head?: never;
        /** Rename a passkey */
        patch: operations["patchApiUsersPasskeysId"];
        trace?: never;
    };
    "/api/users/passkey-requirement/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Have my account ask for a passkey
         * @description A password or a code alone then signs nobody in, for a token neither. It takes a passkey, a verified phone and a confirmed email address, and ends all other sign-ins. It needs a sign-in of the last day.
         */
        patch: operations["patchApiUsersPasskeyRequirement"];
        trace?: never;
    };
    "/api/users/identities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my identities at the shop's own sign-in */
        get: operations["getApiUsersIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/identities/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Let an identity sign me in, or no longer
         * @description It needs a sign-in of the last day. One that is no longer allowed stays so, whoever signs in there. The last way into an account stays.
         */
        patch: operations["patchApiUsersIdentitiesId"];
        trace?: never;
    };
    "/api/users/tokens/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my API tokens
         * @description Without their values.
         */
        get: operations["getApiUsersTokens"];
        put?: never;
        /**
         * Create an API token
         * @description The token is shown only once. It needs a sign-in of the last day, or the password.
         */
        post: operations["postApiUsersTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/tokens/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: operations["deleteApiUsersTokensId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/activity/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my account activity
         * @description Newest first.
         */
        get: operations["getApiUsersActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/consents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my consent receipts
         * @description Newest first.
         */
        get: operations["getApiUsersConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/export/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a link to my data
         * @description The link works for 15 minutes, and only while signed in. If the sign-in is more than a day old, the password is required: 400 on `password`.
         */
        post: operations["postApiUsersExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/export/{key}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download my data
         * @description Everything the store holds about the customer, as the file my-data.json.
         */
        get: operations["getApiUsersExportKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/anonymize/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Request account deletion without a body
         * @description For clients that can send nothing else: it takes a sign-in of the last day. All access ends at once; the account is deleted after a cooling-off period, and signing in before then keeps it. Whatever body is sent is not read.
         */
        patch: operations["patchUsersAnonymize"];
        trace?: never;
    };
    "/api/users/deletion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the account's deletion date
         * @description Null if no deletion was requested.
         */
        get: operations["getApiUsersDeletion"];
        put?: never;
        /**
         * Request account deletion
         * @description Needs the password, or else a code sent to the account's own number. All access ends at once; the account is deleted after a cooling-off period.
         */
        post: operations["postApiUsersDeletion"];
        /** Cancel account deletion */
        delete: operations["deleteApiUsersDeletion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers by when they changed
         * @description Go on from `next` until `has_more` is false, and from the last `next` to hear later of what has changed since. Nobody is left out who changes meanwhile; who changed in the last half minute may come twice.
         *
         *     Scope: `customers:read`.
         */
        get: operations["getApiAdminCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/customers/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer
         * @description Scope: `customers:read`.
         */
        get: operations["getApiAdminCustomersId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a customer
         * @description Partial. Consents enter the customer's own ledger, with `back_office` as their source.
         *
         *     Scope: `customers:write`.
         */
        patch: operations["patchApiAdminCustomersId"];
        trace?: never;
    };
    "/api/admin/segments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List segments
         * @description Ordered by priority, then id.
         *
         *     Scope: `segments:read`.
         */
        get: operations["getApiAdminSegments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/segments/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add or change a segment
         * @description Under the id that other systems know it by.
         *
         *     Scope: `segments:write`.
         */
        put: operations["putApiAdminSegmentsId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/price-lists/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List price lists
         * @description Scope: `segments:read`.
         */
        get: operations["getApiAdminPriceLists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/price-lists/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add or change a price list
         * @description Under the id that other systems know it by.
         *
         *     Scope: `segments:write`.
         */
        put: operations["putApiAdminPriceListsId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/memberships/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign and remove segments
         * @description Up to 500 at once, each for itself: the outcomes come in the order of the changes. Sending all of them again changes nothing more.
         *
         *     Scope: `memberships:write`.
         */
        post: operations["postApiAdminMemberships"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List settings
         * @description Secrets are not among them: a setting names the environment variable that has one.
         *
         *     Scope: `settings:read`.
         */
        get: operations["getApiAdminSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/settings/{name}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a setting
         * @description Every instance follows within seconds.
         *
         *     Scope: `settings:write`.
         */
        put: operations["putApiAdminSettingsName"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Scope: `webhooks:read`.
         */
        get: operations["getApiAdminWebhooks"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description It gets the events from now on. The secret is shown only once.
         *
         *     Scope: `webhooks:write`.
         */
        post: operations["postApiAdminWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}/": {
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
         * Remove a webhook endpoint
         * @description Scope: `webhooks:write`.
         */
        delete: operations["deleteApiAdminWebhooksId"];
        options?: never;
        head?: never;
        /**
         * Enable or disable a webhook endpoint
         * @description An enabled one goes on with what it has not taken; nothing was queued for it while it was disabled.
         *
         *     Scope: `webhooks:write`.
         */
        patch: operations["patchApiAdminWebhooksId"];
        trace?: never;
    };
    "/api/admin/webhooks/{id}/test/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to a webhook endpoint
         * @description A signed message of the type `webhook.test`, once.
         *
         *     Scope: `webhooks:write`.
         */
        post: operations["postApiAdminWebhooksIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}/replay/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events anew
         * @description With the ids that they had, in order for each customer. Events are kept for 30 days.
         *
         *     Scope: `webhooks:write`.
         */
        post: operations["postApiAdminWebhooksIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/webhooks/{id}/secret/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate a webhook endpoint's secret
         * @description For a day messages are signed with the former secret too.
         *
         *     Scope: `webhooks:write`.
         */
        post: operations["postApiAdminWebhooksIdSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell that the process answers
         * @description Restart the process when this fails. It depends on nothing else.
         */
        get: operations["getApiHealthLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether to send requests here
         * @description 503 while the database does not answer within a second, while a migration of this release is not applied, and once the process is told to end.
         */
        get: operations["getApiHealthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "customer.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.created
         * @description An account was made.
         */
        post: operations["receiveCustomerCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.updated
         * @description Fields of a profile were written, whoever did.
         */
        post: operations["receiveCustomerUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.contact_proved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.contact_proved
         * @description The customer has shown that the address or number is theirs.
         */
        post: operations["receiveCustomerContactProved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.deletion_asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.deletion_asked
         * @description The account will be deleted: stop writing and calling now, whatever consents it had.
         */
        post: operations["receiveCustomerDeletionAsked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.deletion_withdrawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.deletion_withdrawn
         * @description The account stays, and its consents count again.
         */
        post: operations["receiveCustomerDeletionWithdrawn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "customer.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * customer.deleted
         * @description The account is gone: forget the customer.
         */
        post: operations["receiveCustomerDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "consent.given": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * consent.given
         * @description The customer agrees to be written to or called.
         */
        post: operations["receiveConsentGiven"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "consent.withdrawn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * consent.withdrawn
         * @description The customer no longer agrees, or never did.
         */
        post: operations["receiveConsentWithdrawn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "segment.assigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * segment.assigned
         * @description The customer may shop with the segment.
         */
        post: operations["receiveSegmentAssigned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "segment.switched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * segment.switched
         * @description The customer shops with the segment from now on.
         */
        post: operations["receiveSegmentSwitched"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "segment.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * segment.removed
         * @description The customer may shop with the segment no longer; where it was the active one, none is.
         */
        post: operations["receiveSegmentRemoved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "card.joined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * card.joined
         * @description The customer has joined the programme, or come back to it.
         */
        post: operations["receiveCardJoined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "card.linked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * card.linked
         * @description The customer has linked an account that they had.
         */
        post: operations["receiveCardLinked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "card.left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * card.left
         * @description The customer has left the programme.
         */
        post: operations["receiveCardLeft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "points.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * points.changed
         * @description Points of the embedded programme came or went, on an account that a customer has a card of.
         */
        post: operations["receivePointsChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        CsrfToken: {
            /** @example a984328a… */
            csrf_token: string;
        };
        SignedIn: {
            /** @example ded3f736… */
            key: string;
            /**
             * @description Where the storefront goes next.
             * @example /
             */
            redirect_url: string;
        };
        /**
         * @description Every message in a list, without codes.
         * @example {
         *       "phone": [
         *         "Enter a valid phone number."
         *       ]
         *     }
         */
        ErrorLists: {
            [key: string]: string[];
        };
        SessionKey: {
            /** @example ded3f736… */
            key: string;
        };
        CodeSent: {
            verification: components["schemas"]["Verification"];
        };
        Verification: {
            /** @enum {string} */
            purpose: "phone_change" | "registration" | "registration_with_loyalty" | "sign_in" | "token_sign_in" | "loyalty_join" | "loyalty_update" | "account_deletion" | "fresh_sign_in" | "password_reset";
            /**
             * @description Where the code was sent.
             * @example +90•••••••555
             */
            phone_masked: string;
            /**
             * @description How many digits the code has.
             * @example 6
             */
            code_length: number;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            expires_at: string;
            /**
             * Format: date-time
             * @description When another code can be requested.
             * @example 2026-02-01T09:30:00.000000Z
             */
            resend_at: string;
            /**
             * @description How many different wrong codes are left before the code is void.
             * @example 5
             */
            attempts_left: number;
        };
        Success: {
            /** @constant */
            message: "success";
        };
        /**
         * @description Every invalid field at once; `non_field_errors` for the rest.
         * @example {
         *       "phone": [
         *         "Enter a valid phone number."
         *       ]
         *     }
         */
        FieldErrors: {
            [key: string]: string[];
        };
        /** @description For `navigator.credentials.get`. */
        PasskeyRequestOptions: {
            /**
             * @description Good once, for five minutes.
             * @example MTc5…
             */
            challenge: string;
            /** @example shop.example */
            rpId: string;
            allowCredentials?: {
                id: string;
                /** @constant */
                type: "public-key";
                transports?: string[];
            }[];
            /** @example 300000 */
            timeout: number;
            /** @constant */
            userVerification: "required";
        };
        IdentitySignIn: {
            /**
             * @description Where the browser goes next, with the cookie of this response.
             * @example https://login.shop.example/authorize?…
             */
            authorization_url: string;
        };
        Empty: Record<string, never>;
        CurrentUser: {
            /** @example 1234 */
            pk: number;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @example john.doe@example.com */
            email: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            last_login: string | null;
            date_of_birth: string | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @description SHA-256 of the lower-case email address, for analytics that must not learn it.
             * @example 836f82db…
             */
            hashed_email: string;
        };
        Profile: {
            /** @example 1234 */
            id: number;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example null */
            avatar: string | null;
            /** @example john.doe@example.com */
            email: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            date_of_birth: string | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @description The choices, labelled in the response's language.
             * @example [
             *       {
             *         "value": "female",
             *         "label": "female"
             *       },
             *       {
             *         "value": "male",
             *         "label": "male"
             *       }
             *     ]
             */
            genders: {
                /** @enum {string} */
                value: "female" | "male";
                label: string;
            }[];
            /** @example en-us */
            language_code: string;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
        };
        LoyaltyAccountUpdated: {
            card: {
                /** @example John */
                first_name: string;
                /** @example Doe */
                last_name: string;
                /**
                 * @description As the customer wrote it.
                 * @example +905551234555
                 */
                phone: string | null;
                /**
                 * @example male
                 * @enum {string}
                 */
                gender: "female" | "male" | "unknown";
                date_of_birth: string | null;
                /** @description Consent to email; null: never asked. */
                email_allowed: boolean | null;
                /** @description Consent to SMS; null: never asked. */
                sms_allowed: boolean | null;
                /**
                 * @description Consent to calls; null: never asked.
                 * @example null
                 */
                call_allowed: boolean | null;
            };
            /**
             * @description Where the storefront goes next.
             * @example omnishop_loyaltycard:loyalty-card
             */
            redirect_url: string;
        };
        Deletion: {
            deletion_due_at: string | null;
        };
        FreshSignIn: {
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            fresh_until: string;
        };
        ResetKey: {
            /**
             * @description For /users/reset/<key>/, once.
             * @example 4zv-a965…
             */
            reset_key: string;
        };
        RegisteredProfile: {
            /** @example 1234 */
            id: number;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example null */
            avatar: string | null;
            /** @example john.doe@example.com */
            email: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            date_of_birth: string | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @description The choices, labelled in the response's language.
             * @example [
             *       {
             *         "value": "female",
             *         "label": "female"
             *       },
             *       {
             *         "value": "male",
             *         "label": "male"
             *       }
             *     ]
             */
            genders: {
                /** @enum {string} */
                value: "female" | "male";
                label: string;
            }[];
            /** @example en-us */
            language_code: string;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            /** @description Only with `add_loyalty`: the card exists, follows once the programme responds, or was refused. */
            loyalty?: {
                /** @enum {string} */
                status: "joined" | "pending" | "refused";
            };
        };
        Joined: {
            card: components["schemas"]["LoyaltyCard"];
            /**
             * @description Where the storefront goes next.
             * @example omnishop_loyaltycard:loyalty-card
             */
            redirect_url: string;
        };
        LoyaltyCard: {
            /** @example 1234 */
            pk: number;
            attributes: {
                /** @example 9000000041 */
                account_number: string;
            };
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_date: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            modified_date: string;
            /** @example +905551234555 */
            number: string;
            user: components["schemas"]["LoyaltyUser"];
        };
        LoyaltyUser: {
            /** @example 1234 */
            pk: number;
            /** @example john.doe */
            username: string;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @example john.doe@example.com */
            email: string;
            is_active: boolean;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            last_login: string | null;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            date_of_birth: string | null;
            /** @example {} */
            attributes_kwargs: {
                [key: string]: unknown;
            };
            /** @constant */
            user_type: "registered";
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            modified_date: string;
        };
        RegistrationStep: {
            id: null;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example null */
            avatar: string | null;
            /** @example john.doe@example.com */
            email: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            date_of_birth: string | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @description The choices, labelled in the response's language.
             * @example [
             *       {
             *         "value": "female",
             *         "label": "female"
             *       },
             *       {
             *         "value": "male",
             *         "label": "male"
             *       }
             *     ]
             */
            genders: {
                /** @enum {string} */
                value: "female" | "male";
                label: string;
            }[];
            /** @example en-us */
            language_code: string;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            date_joined: null;
            verification: components["schemas"]["Verification"];
        };
        ProfileStep: {
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example null */
            avatar: string | null;
            /** @example john.doe@example.com */
            email: string;
            date_of_birth: string | null;
            /** @example en-us */
            language_code: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            verification: components["schemas"]["Verification"];
        };
        WholeProfileStep: {
            /** @example 1234 */
            id: number;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example null */
            avatar: string | null;
            /** @example john.doe@example.com */
            email: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            date_of_birth: string | null;
            /** @example male */
            gender: ("female" | "male") | null;
            /**
             * @description The choices, labelled in the response's language.
             * @example [
             *       {
             *         "value": "female",
             *         "label": "female"
             *       },
             *       {
             *         "value": "male",
             *         "label": "male"
             *       }
             *     ]
             */
            genders: {
                /** @enum {string} */
                value: "female" | "male";
                label: string;
            }[];
            /** @example en-us */
            language_code: string;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            verification: components["schemas"]["Verification"];
        };
        User: {
            /** @example john.doe */
            username: string;
            /** @example john.doe@example.com */
            email: string;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
        };
        EmailChange: {
            /** @enum {string} */
            message: "success" | "unchanged";
        };
        Segment: {
            /** @example 1 */
            priority: number;
            /** @example 108 */
            pk: number;
            /** @example Manager Segment */
            name: string;
            is_active: boolean;
        };
        ActiveSegment: {
            /** @example 1 */
            priority: number;
            /** @example 108 */
            pk: number;
            price_list: {
                /** @example 74 */
                pk: number;
                /** @example Management Price List */
                name: string;
                /** @example T124 */
                code: string;
                /** @example eur */
                currency: string;
            };
            /** @example Manager Segment */
            name: string;
        };
        LoyaltyState: {
            card: components["schemas"]["LoyaltyCard"] | null;
            /** @example 250 */
            points: number;
            /**
             * @description Why the points may be out of date; null if they are current.
             * @example null
             */
            errors: string | null;
        };
        LoyaltyStep: {
            /** @example John */
            first_name?: string;
            /** @example Doe */
            last_name?: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone?: string | null;
            email?: string | null;
            /**
             * @example male
             * @enum {string}
             */
            gender?: "female" | "male" | "unknown";
            date_of_birth?: string | null;
            /** @description Consent to email; null: never asked. */
            email_allowed?: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed?: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed?: boolean | null;
            verification: components["schemas"]["Verification"];
        };
        LoyaltyAccount: {
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            email: string | null;
            /**
             * @example male
             * @enum {string}
             */
            gender: "female" | "male" | "unknown";
            date_of_birth: string | null;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
        };
        AccountProof: {
            /**
             * @description Where a code can be mailed; null for nowhere.
             * @example j•••@example.com
             */
            email_masked: string | null;
            /** @description Whether the account has a date of birth to ask for. */
            has_birth_date: boolean;
        };
        LoyaltyBalance: {
            /** @example 250 */
            balance: number;
        };
        LoyaltyHistory: {
            /** @example 1 */
            count: number;
            results: {
                /**
                 * @description Signed, with two decimals.
                 * @example 12.00
                 */
                amount: string;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                created_date: string;
                transaction: {
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    created_date: string;
                    /**
                     * @description Only where the programme knows it.
                     * @example 104711
                     */
                    order?: string;
                };
            }[];
        };
        Ledger: {
            /**
             * @description What can be spent, never below zero.
             * @example 250
             */
            points: number;
            /**
             * @description Points taken back after they were spent, which the next ones pay for; null if not known.
             * @example 0
             */
            owed_points: number | null;
            /** @example 0 */
            pending_points: number | null;
            expiring: {
                /** @example 250 */
                points: number;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
            } | null;
            tier: {
                /** @example Blue */
                name: string;
                next: {
                    /** @example Silver */
                    name: string;
                    /** @example 250 */
                    missing_points: number;
                } | null;
            } | null;
            entries: components["schemas"]["LedgerEntry"][];
            /**
             * @description Pass it as `before` to get the next page; null on the last one.
             * @example null
             */
            next: string | null;
        };
        LedgerEntry: {
            /** @example 901 */
            id: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            at: string;
            /**
             * @example earn
             * @enum {string}
             */
            kind: "welcome" | "earn" | "spend" | "reverse" | "expire" | "adjust";
            /** @example 250 */
            points: number;
            /**
             * @description After this entry; below zero for a debt.
             * @example 250
             */
            balance: number;
            /** @example Order 104711 */
            description: string;
            /** @example null */
            available_at: string | null;
            expires_at: string | null;
        };
        AppliedEvent: {
            /** @example order-104711 */
            id: string;
            /** @example 9000000041 */
            account_number: string;
            /** @example 250 */
            points: number;
            /**
             * @description What the member can spend; below zero for a debt.
             * @example 500
             */
            balance: number;
        };
        GoogleWalletLink: {
            /** @example https://pay.google.com/gp/v/save/eyJhbGciOi… */
            url: string;
        };
        ChangedPasses: {
            /**
             * @example [
             *       "5f1f7bb8-2b0c-4c8e-9d39-0c2a4f1e7d60"
             *     ]
             */
            serialNumbers: string[];
            /** @example 1796040000 */
            lastUpdated: string;
        };
        Customer: {
            /** @example 1234 */
            id: number;
            /** @example john.doe */
            username: string;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            mobile_number: string | null;
            email: string | null;
            /** @example null */
            avatar: string | null;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @example John Doe */
            full_name: string;
            /** @example male */
            gender: ("female" | "male") | null;
            is_profile_completed: boolean;
        };
        /**
         * @description Every invalid field at once, and the first text as `detail`.
         * @example {
         *       "detail": "Enter a valid phone number.",
         *       "mobile_number": [
         *         "Enter a valid phone number."
         *       ]
         *     }
         */
        DetailedFieldErrors: {
            detail: string;
        } & {
            [key: string]: string[];
        };
        Token: {
            /** @example 58c07bed… */
            token: string;
        };
        Session: {
            /** @example 1234 */
            id: number;
            /**
             * @description Signed in by cookie, or by a token from customers/auth.
             * @enum {string}
             */
            kind: "browser" | "app";
            /** @description Whether this session made the request. */
            is_current: boolean;
            /** @example Mozilla/5.0 (Macintosh) Firefox/140.0 */
            user_agent: string | null;
            /** @example 192.0.2.10 */
            ip: string | null;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            signed_in_at: string;
            /**
             * Format: date-time
             * @description Up to an hour out of date.
             * @example 2026-02-01T09:30:00.000000Z
             */
            last_seen_at: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            expires_at: string;
        };
        FreshSignInOptions: {
            passkey: components["schemas"]["PasskeyRequestOptions"] | null;
        };
        Passkey: {
            /** @example 1234 */
            id: number;
            /** @example Safari on iPhone */
            name: string;
            /** @description Whether it is synchronised to other devices of its owner. */
            is_backed_up: boolean;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_at: string;
            last_used_at: string | null;
        };
        /** @description For `navigator.credentials.create`. */
        PasskeyCreationOptions: {
            /**
             * @description Good once, for five minutes.
             * @example MTc5…
             */
            challenge: string;
            rp: {
                id: string;
                name: string;
            };
            user: {
                id: string;
                name: string;
                displayName: string;
            };
            pubKeyCredParams: {
                alg: number;
                /** @constant */
                type: "public-key";
            }[];
            /** @example 300000 */
            timeout: number;
            /** @constant */
            attestation: "none";
            excludeCredentials: {
                id: string;
                /** @constant */
                type: "public-key";
                transports?: string[];
            }[];
            authenticatorSelection: {
                /** @constant */
                residentKey: "required";
                /** @constant */
                requireResidentKey: true;
                /** @constant */
                userVerification: "required";
            };
            extensions: {
                /** @constant */
                credProps: true;
            };
            hints: string[];
        };
        Identity: {
            /** @example 1234 */
            id: number;
            /**
             * @description What the shop calls it.
             * @example Shop ID
             */
            name: string;
            /** @example https://login.shop.example/ */
            issuer: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            linked_at: string;
            /** @description Whether it signs the customer in. */
            is_allowed: boolean;
        };
        ApiToken: {
            /** @example 1234 */
            id: number;
            /** @example Stock app */
            name: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_at: string;
            /**
             * @description Up to an hour out of date; null if never used.
             * @example null
             */
            last_used_at: string | null;
            expires_at: string | null;
        };
        CreatedApiToken: {
            /** @example 1234 */
            id: number;
            /** @example Stock app */
            name: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_at: string;
            /**
             * @description Up to an hour out of date; null if never used.
             * @example null
             */
            last_used_at: string | null;
            expires_at: string | null;
            /** @example 58c07bed… */
            token: string;
        };
        ActivityPage: {
            entries: {
                /** @example 1234 */
                id: number;
                /**
                 * @example token_created
                 * @enum {string}
                 */
                kind: "signed_in" | "signed_out" | "registered" | "phone_changed" | "email_changed" | "password_changed" | "consents_changed" | "segment_switched" | "token_created" | "token_revoked" | "session_ended" | "other_sessions_ended" | "loyalty_joined" | "loyalty_left" | "data_exported" | "identity_confirmed" | "passkey_added" | "passkey_removed" | "passkey_required" | "passkey_optional" | "deletion_asked" | "deletion_withdrawn" | "email_confirmed" | "email_lost" | "change_undone" | "phone_released" | "identity_linked" | "identity_removed";
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
                /** @example 192.0.2.10 */
                ip: string | null;
                /** @example Mozilla/5.0 (Macintosh) Firefox/140.0 */
                user_agent: string | null;
                /**
                 * @description What the entry refers to, such as a token's name.
                 * @example Stock app
                 */
                detail: string | null;
            }[];
            /**
             * @description Pass it as `before` to get the next page; null on the last one.
             * @example null
             */
            next: number | null;
        };
        Consents: {
            receipts: {
                /** @example 1234 */
                id: number;
                /** @enum {string} */
                channel: "email" | "sms" | "call";
                /**
                 * @description null: never asked.
                 * @example null
                 */
                old_value: boolean | null;
                new_value: boolean | null;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
                /** @example 192.0.2.10 */
                ip: string | null;
                /** @example 2026-01 */
                wording_version: string;
                /**
                 * @description The form or endpoint it came from.
                 * @example profile
                 */
                source: string;
            }[];
        };
        ExportLink: {
            /** @example /api/users/export/1769938200-6c1f…/ */
            url: string;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            expires_at: string;
        };
        ExportedData: {
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            exported_at: string;
            profile: components["schemas"]["Profile"];
            account: {
                username: string;
                confirmed_email: string | null;
                phone_proved_at: string | null;
                phone_changed_at: string | null;
                requires_passkey: boolean;
                last_login: string | null;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                modified_date: string;
                deletion_due_at: string | null;
            };
            avatar: ({
                address: string;
            } | {
                content_type: string;
                base64: string;
            }) | null;
            consents: {
                /** @example 1234 */
                id: number;
                /** @enum {string} */
                channel: "email" | "sms" | "call";
                /**
                 * @description null: never asked.
                 * @example null
                 */
                old_value: boolean | null;
                new_value: boolean | null;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
                /** @example 192.0.2.10 */
                ip: string | null;
                /** @example 2026-01 */
                wording_version: string;
                /**
                 * @description The form or endpoint it came from.
                 * @example profile
                 */
                source: string;
            }[];
            segments: components["schemas"]["Segment"][];
            loyalty: {
                card: {
                    /** @example 1234 */
                    pk: number;
                    attributes: {
                        /** @example 9000000041 */
                        account_number: string;
                    };
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    created_date: string;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    modified_date: string;
                    /** @example +905551234555 */
                    number: string;
                };
                account: components["schemas"]["LoyaltyAccount"] | null;
                ledger: components["schemas"]["LedgerEntry"][] | null;
                /** @description Whether the programme returned its whole ledger. */
                ledger_complete: boolean;
            } | null;
            /** @description What the customer was called on the platform that they were imported from. */
            moved_in: {
                source: string;
                external_id: string;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
            } | null;
            /** @description Accounts that the customer has left, and gets back when they join again. */
            left_loyalty_accounts: {
                provider: string;
                account_number: string;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                left_at: string;
            }[];
            /** @description The card in wallets, and the phones that are told of its changes. */
            wallet_passes: {
                platform: string;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                created_at: string;
                phones: {
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    registered_at: string;
                }[];
            }[];
            sessions: components["schemas"]["Session"][];
            api_tokens: components["schemas"]["ApiToken"][];
            passkeys: components["schemas"]["Passkey"][];
            identities: components["schemas"]["Identity"][];
            /** @description Browsers in which the customer has signed in. */
            known_devices: {
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                first_signed_in_at: string;
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                last_signed_in_at: string;
            }[];
            activity: {
                /** @example 1234 */
                id: number;
                /**
                 * @example token_created
                 * @enum {string}
                 */
                kind: "signed_in" | "signed_out" | "registered" | "phone_changed" | "email_changed" | "password_changed" | "consents_changed" | "segment_switched" | "token_created" | "token_revoked" | "session_ended" | "other_sessions_ended" | "loyalty_joined" | "loyalty_left" | "data_exported" | "identity_confirmed" | "passkey_added" | "passkey_removed" | "passkey_required" | "passkey_optional" | "deletion_asked" | "deletion_withdrawn" | "email_confirmed" | "email_lost" | "change_undone" | "phone_released" | "identity_linked" | "identity_removed";
                /**
                 * Format: date-time
                 * @example 2026-02-01T09:30:00.000000Z
                 */
                at: string;
                /** @example 192.0.2.10 */
                ip: string | null;
                /** @example Mozilla/5.0 (Macintosh) Firefox/140.0 */
                user_agent: string | null;
                /**
                 * @description What the entry refers to, such as a token's name.
                 * @example Stock app
                 */
                detail: string | null;
            }[];
            pending: {
                email_links: {
                    purpose: string;
                    email: string | null;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    expires_at: string;
                }[];
                verifications: {
                    purpose: string;
                    phone: string;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    created_at: string;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    expires_at: string;
                }[];
                loyalty: {
                    kind: string;
                    /**
                     * Format: date-time
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    created_at: string;
                }[];
            };
        };
        AdminCustomers: {
            customers: components["schemas"]["AdminCustomer"][];
            /**
             * @description The cursor to go on with: now, or where `has_more` is false to hear later of what has changed since.
             * @example 2026-02-01T09:30:00.000000Z_42
             */
            next: string;
            has_more: boolean;
        };
        AdminCustomer: {
            /** @example 1234 */
            id: number;
            /** @example john.doe */
            username: string;
            email: string | null;
            is_email_proved: boolean;
            /**
             * @description As the customer wrote it.
             * @example +905551234555
             */
            phone: string | null;
            is_phone_proved: boolean;
            /** @example John */
            first_name: string;
            /** @example Doe */
            last_name: string;
            /** @example male */
            gender: ("female" | "male") | null;
            date_of_birth: string | null;
            /** @description Consent to email; null: never asked. */
            email_allowed: boolean | null;
            /** @description Consent to SMS; null: never asked. */
            sms_allowed: boolean | null;
            /**
             * @description Consent to calls; null: never asked.
             * @example null
             */
            call_allowed: boolean | null;
            /** @example en-us */
            language_code: string;
            /**
             * @example {
             *       "has_loyalty": true,
             *       "verified_user": true,
             *       "preferred_language": "English"
             *     }
             */
            attributes: {
                [key: string]: unknown;
            };
            is_active: boolean;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            date_joined: string;
            last_login: string | null;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            modified_at: string;
            /**
             * @description When it is set, the customer is not to be written to or called.
             * @example null
             */
            deletion_due_at: string | null;
            /** @example 108 */
            active_segment: number | null;
            /**
             * @example [
             *       108
             *     ]
             */
            segments: number[];
        };
        AdminSegment: {
            /** @example 108 */
            id: number;
            /** @example Manager Segment */
            name: string;
            /** @example 1 */
            priority: number;
            /** @example 74 */
            price_list_id: number;
        };
        AdminPriceList: {
            /** @example 74 */
            id: number;
            /** @example Management Price List */
            name: string;
            /** @example T124 */
            code: string;
            /** @example eur */
            currency: string;
        };
        ChangedMemberships: {
            results: {
                /** @example 42 */
                customer_id: number;
                /** @example 108 */
                segment_id: number;
                /** @enum {string} */
                outcome: "assigned" | "removed" | "unchanged" | "customer_not_found" | "segment_not_found";
            }[];
        };
        Settings: {
            settings: {
                /** @example CLIENT_TYPES */
                name: string;
                /** @example {} */
                value: unknown;
                /** @description null for a default. */
                updated_at: string | null;
            }[];
        };
        AddedWebhookEndpoint: {
            /** @example 3 */
            id: number;
            /** @example https://crm.example.com/events */
            url: string;
            /**
             * @example [
             *       "consent.withdrawn"
             *     ]
             */
            types: string[];
            /** @enum {string} */
            state: "enabled" | "failing" | "disabled";
            /** @example null */
            failing_since: string | null;
            /** @example null */
            disabled_at: string | null;
            /**
             * @description `gone` (410), `failing` or `asked`.
             * @example null
             */
            disabled_reason: string | null;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_at: string;
            /** @example whsec_… */
            secret: string;
        };
        WebhookEndpoint: {
            /** @example 3 */
            id: number;
            /** @example https://crm.example.com/events */
            url: string;
            /**
             * @example [
             *       "consent.withdrawn"
             *     ]
             */
            types: string[];
            /** @enum {string} */
            state: "enabled" | "failing" | "disabled";
            /** @example null */
            failing_since: string | null;
            /** @example null */
            disabled_at: string | null;
            /**
             * @description `gone` (410), `failing` or `asked`.
             * @example null
             */
            disabled_reason: string | null;
            /**
             * Format: date-time
             * @example 2026-02-01T09:30:00.000000Z
             */
            created_at: string;
        };
        TestedWebhookEndpoint: {
            /**
             * @description null when it was taken.
             * @example null
             */
            error: string | null;
        };
        ReplayedEvents: {
            /**
             * @description Whose events are sent anew.
             * @example 12
             */
            customers: number;
        };
        Problem: {
            /**
             * @description By its code.
             * @example /docs#invalid_input
             */
            type: string;
            /** @example Bad Request */
            title: string;
            /** @example 400 */
            status: number;
            /** @example Enter a valid phone number. */
            detail: string;
            /**
             * @description Never translated.
             * @example invalid_input
             */
            code: string;
            /**
             * @description Identifies the request in the log.
             * @example 8f14e45f-ceea-467f-9575-0c3a1f8d2b6e
             */
            request_id: string;
            /** @description The fields at fault; empty for other errors. */
            errors: {
                /** @example phone */
                field: string;
                /** @example phone */
                code: string;
                /** @description What the code's text mentions, such as `max`. */
                values?: {
                    [key: string]: string | number;
                };
                /** @example Enter a valid phone number. */
                detail: string;
            }[];
        };
    };
    responses: never;
    parameters: {
        /** @description Language of messages: tr, en, ar, ru, de, fr. */
        AcceptLanguage: string;
        /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
        IdempotencyKey: string;
        /** @description The ETag that the change is based on, also in its weak form; 412 if it is out of date. */
        IfMatch: string;
        /** @description An ETag; 304 if it is still current. */
        IfNoneMatch: string;
        /** @description The same however often the message is sent. */
        WebhookId: string;
        /** @description Seconds since 1970, of this attempt. */
        WebhookTimestamp: string;
        /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
        Prefer: string;
    };
    requestBodies: never;
    headers: {
        /** @description The file's name. */
        "Content-Disposition": string;
        /** @description The resource's version, for If-Match and If-None-Match. */
        ETag: string;
        /** @description `true` if this repeats the first response. */
        "Idempotent-Replayed": "true";
        /** @description Where to go next. */
        Location: string;
        /** @description `handling=strict` if unknown keys are refused, as preferred. */
        "Preference-Applied": string;
        /** @description What is left to you of each limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers). */
        RateLimit: string;
        /** @description The limits that the request was counted against: `q` requests in `w` seconds. */
        "RateLimit-Policy": string;
        /** @description Seconds to wait before trying again. */
        "Retry-After": number;
        /** @description The session, or the CSRF token. */
        "Set-Cookie": string;
        /** @description Identifies the request in the log; an ID that was sent is kept. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getCsrfToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CsrfToken"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
                "application/x-www-form-urlencoded": {
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersOtpLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionKey"] | components["schemas"]["CodeSent"] | components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersPasskeyLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For `navigator.credentials.get`. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyRequestOptions"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersPasskeyLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    passkey: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                    };
                };
                "application/x-www-form-urlencoded": {
                    passkey: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersOidcLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description A path of ours to arrive at; any other address leads to the account. */
                    next?: string;
                    /** @description Whether the terms are accepted, for who has no account yet. */
                    confirm?: boolean | null;
                };
                "application/x-www-form-urlencoded": {
                    /** @description A path of ours to arrive at; any other address leads to the account. */
                    next?: string;
                    /** @description Whether the terms are accepted, for who has no account yet. */
                    confirm?: boolean | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentitySignIn"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersOidcLoginCallback: {
        parameters: {
            query?: {
                state?: string;
                /** @description For who has signed in there. */
                code?: string;
                /** @description For who has not. */
                error?: string;
                iss?: string;
            };
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the page asked for; to the sign-in page, which says why, where nobody was signed in. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersRecoveryLogin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersReleaseNumber: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersLogout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCurrentUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentUser"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiVerificationPurpose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description What the code is for. */
                purpose: "phone_change" | "registration" | "registration_with_loyalty" | "sign_in" | "token_sign_in" | "loyalty_join" | "loyalty_update" | "account_deletion" | "fresh_sign_in" | "password_reset";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiVerificationPurpose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description The ETag that the change is based on, also in its weak form; 412 if it is out of date. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description What the code is for. */
                purpose: "phone_change" | "registration" | "registration_with_loyalty" | "sign_in" | "token_sign_in" | "loyalty_join" | "loyalty_update" | "account_deletion" | "fresh_sign_in" | "password_reset";
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"] | components["schemas"]["LoyaltyAccountUpdated"] | components["schemas"]["Deletion"] | components["schemas"]["FreshSignIn"] | components["schemas"]["SessionKey"] | components["schemas"]["ResetKey"] | components["schemas"]["CodeSent"] | components["schemas"]["Success"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionKey"] | components["schemas"]["RegisteredProfile"] | components["schemas"]["Joined"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    date_of_birth?: string | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Whether the terms are accepted. */
                    confirm?: boolean | null;
                    /** @description Alias of `confirm`. */
                    kvkk_confirm?: boolean | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    date_of_birth?: string | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Whether the terms are accepted. */
                    confirm?: boolean | null;
                    /** @description Alias of `confirm`. */
                    kvkk_confirm?: boolean | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionKey"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersRegisterWithLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Whether the terms are accepted. */
                    confirm?: boolean | null;
                    /** @description Alias of `confirm`. */
                    kvkk_confirm?: boolean | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                    /** @description Whether a loyalty card is wanted. */
                    add_loyalty?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Whether the terms are accepted. */
                    confirm?: boolean | null;
                    /** @description Alias of `confirm`. */
                    kvkk_confirm?: boolean | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                    /** @description Whether a loyalty card is wanted. */
                    add_loyalty?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredProfile"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersRegistrationAccountConfirmEmailToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description Redirects browsers to the page with the button. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersRegistrationAccountConfirmEmailToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersRegistrationResendEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description An ETag; 304 if it is still current. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Not modified. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchUsersProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag that the change is based on, also in its weak form; 412 if it is out of date. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    first_name?: string;
                    last_name?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    date_of_birth?: string | null;
                    phone?: string | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description JPEG, PNG or WebP up to 2 MB. null or an empty string removes it. */
                    avatar?: string | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    first_name?: string;
                    last_name?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    date_of_birth?: string | null;
                    phone?: string | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description JPEG, PNG or WebP up to 2 MB. null or an empty string removes it. */
                    avatar?: string | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "multipart/form-data": {
                    first_name?: string;
                    last_name?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    date_of_birth?: string | null;
                    phone?: string | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description JPEG, PNG or WebP up to 2 MB. null or an empty string removes it. */
                    avatar?: string | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"] | components["schemas"]["Success"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersProfileWithLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description An ETag; 304 if it is still current. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Not modified. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchUsersProfileWithLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag that the change is based on, also in its weak form; 412 if it is out of date. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name?: string;
                    last_name?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    first_name?: string;
                    last_name?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"] | components["schemas"]["Success"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeProfileStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersEmailChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * Format: email
                     * @description Must match.
                     */
                    emailConfirm: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
                "application/x-www-form-urlencoded": {
                    /** Format: email */
                    email: string;
                    /**
                     * Format: email
                     * @description Must match.
                     */
                    emailConfirm: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailChange"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersEmailSetPrimaryToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description Redirects browsers to the page with the button. */
            303: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersEmailSetPrimaryToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsersSegments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"][];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersSegmentsIdSet: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The segment's pk. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActiveSegment"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoyaltyCardLoyaltyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyState"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoyaltyCardAddLoyaltyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyUser"];
                };
            };
            /** @description The customer has a card: see /loyalty-card/loyalty_card/. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardAddLoyaltyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardAddLoyaltyCardOtp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                };
                "application/x-www-form-urlencoded": {
                    first_name: string;
                    last_name: string;
                    /** Format: email */
                    email: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardSearchExistsCreate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone?: string;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** Format: email */
                    email: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone?: string;
                    /**
                     * Format: date
                     * @description From 1900 to today.
                     */
                    date_of_birth?: string;
                };
            };
        };
        responses: {
            /** @description There is no account to link. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        message: "not find remote account";
                    };
                };
            };
            /** @description Linked. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example +905551234555 */
                        number: string;
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoyaltyCardUpdateLoyaltyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        card: components["schemas"]["LoyaltyAccount"];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardUpdateLoyaltyCard: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    first_name: string;
                    last_name: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    date_of_birth?: string | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    first_name: string;
                    last_name: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @enum {unknown} */
                    gender: "female" | "male" | "unknown";
                    date_of_birth?: string | null;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyAccountUpdated"] | components["schemas"]["Success"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyStep"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoyaltyCardDeleteLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        card: {
                            /** @example 1234 */
                            pk: number;
                            attributes: {
                                /** @example 9000000041 */
                                account_number: string;
                            };
                            /**
                             * Format: date-time
                             * @example 2026-02-01T09:30:00.000000Z
                             */
                            created_date: string;
                            /**
                             * Format: date-time
                             * @example 2026-02-01T09:30:00.000000Z
                             */
                            modified_date: string;
                            /** @example +905551234555 */
                            number: string;
                            user: {
                                /** @example 1234 */
                                pk: number;
                                /** @example John */
                                first_name: string;
                                /** @example Doe */
                                last_name: string;
                                /**
                                 * @description As the customer wrote it.
                                 * @example +905551234555
                                 */
                                phone: string | null;
                            };
                        };
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardDeleteLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiLoyaltyCardAccountProof: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountProof"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiLoyaltyCardAccountProof: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description `email` mails a code to the account's address, and takes it; `not_mine` opens another account.
                     * @enum {string}
                     */
                    way: "email" | "birth_date" | "not_mine";
                    /** @description The mailed code, for `email`; leave it out to get one. */
                    code?: string;
                    /**
                     * Format: date
                     * @description That the account has, for `birth_date`.
                     */
                    date_of_birth?: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description `email` mails a code to the account's address, and takes it; `not_mine` opens another account.
                     * @enum {string}
                     */
                    way: "email" | "birth_date" | "not_mine";
                    /** @description The mailed code, for `email`; leave it out to get one. */
                    code?: string;
                    /**
                     * Format: date
                     * @description That the account has, for `birth_date`.
                     */
                    date_of_birth?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Joined"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountProof"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountLoyaltyAccountBalance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyBalance"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccountLoyalty: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyHistory"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLoyaltyCardLedger: {
        parameters: {
            query?: {
                /** @description `next` of the previous page. */
                before?: string;
                /** @description Entries per page; 20 by default. */
                limit?: number;
            };
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postLoyaltyCardEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Chosen by the order system; each event is applied once. */
                    id: string;
                    /** @enum {string} */
                    type: "points.credit" | "points.debit" | "points.reverse";
                    /** @description Give exactly one of `account_number`, `email` and `phone`. */
                    account_number?: string;
                    /** Format: email */
                    email?: string;
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone?: string;
                    /** @description Required, but for points.reverse: what is left of the event when left out. */
                    points?: number;
                    description?: string;
                    /**
                     * Format: date-time
                     * @description Pending until then; for points.credit.
                     */
                    available_at?: string;
                    /**
                     * Format: date-time
                     * @description Defaults to a year from now; for points.credit.
                     */
                    expires_at?: string;
                    /** @description The id of the event to reverse, or a part of it; for points.reverse. */
                    reverses?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedEvent"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiLoyaltyCardWalletApple: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed pass. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.pkpass": unknown;
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiLoyaltyCardWalletGoogle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleWalletLink"];
                };
            };
            /** @description The same for browsers, which go there. */
            302: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWalletAppleV1DevicesDeviceRegistrationsTypeSerial: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description What the phone calls itself to this shop. */
                device: string;
                /** @description The pass type. */
                type: string;
                serial: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description By which Apple's push service reaches the phone. */
                    pushToken: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description By which Apple's push service reaches the phone. */
                    pushToken: string;
                };
            };
        };
        responses: {
            /** @description It was registered already. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Registered. */
            201: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiWalletAppleV1DevicesDeviceRegistrationsTypeSerial: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description What the phone calls itself to this shop. */
                device: string;
                /** @description The pass type. */
                type: string;
                serial: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is told of nothing more. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWalletAppleV1DevicesDeviceRegistrationsType: {
        parameters: {
            query?: {
                /** @description `lastUpdated` of the answer before. */
                passesUpdatedSince?: string;
            };
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description What the phone calls itself to this shop. */
                device: string;
                /** @description The pass type. */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPasses"];
                };
            };
            /** @description None has changed, or it has none. */
            204: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiWalletAppleV1PassesTypeSerial: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description An ETag; 304 if it is still current. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description The pass type. */
                type: string;
                serial: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed pass. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apple.pkpass": unknown;
                };
            };
            /** @description Not modified. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiWalletAppleV1Log: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    logs: string[];
                };
                "application/x-www-form-urlencoded": {
                    logs: string[];
                };
            };
        };
        responses: {
            /** @description Taken note of. */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiShopCustomersMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description An ETag; 304 if it is still current. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Not modified. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiShopCustomersMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag that the change is based on, also in its weak form; 412 if it is out of date. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Letters, digits and @ . + - _ */
                    username?: string;
                    /** @description A URL, which is stored and never fetched. null or an empty string removes it. */
                    avatar?: string | null;
                    first_name?: string;
                    last_name?: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Letters, digits and @ . + - _ */
                    username?: string;
                    /** @description A URL, which is stored and never fetched. null or an empty string removes it. */
                    avatar?: string | null;
                    first_name?: string;
                    last_name?: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiShopCustomersAuthPwdSignin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
                "application/x-www-form-urlencoded": {
                    username: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiShopCustomersAuthPwdSignup: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Letters, digits and @ . + - _ */
                    username: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password1?: string;
                    /** @description Must match `password1`. */
                    password2?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Letters, digits and @ . + - _ */
                    username: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    password1?: string;
                    /** @description Must match `password1`. */
                    password2?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiShopCustomersAuthOtpSignin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    mobile_number: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    mobile_number: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"] | components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiShopCustomersAuthOtpSigninVerify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    code?: number | string;
                };
                "application/x-www-form-urlencoded": {
                    code?: number | string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiShopCustomersAuthSignout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Empty"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersPasswordChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Taken as typed: nothing is trimmed. */
                    old_password: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    new_password1: string;
                    /** @description Must match. */
                    new_password2: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Taken as typed: nothing is trimmed. */
                    old_password: string;
                    /** @description Taken as typed: nothing is trimmed. */
                    new_password1: string;
                    /** @description Must match. */
                    new_password2: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
                "application/x-www-form-urlencoded": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersPasswordResetPhone: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description National or international, in any notation and digits: 0532… and +90532… are the same number. */
                    phone: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetKey"] | components["schemas"]["CodeSent"] | components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postUsersResetKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description `<uid>-<token>` from the mailed link, which works once, within an hour. */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Taken as typed: nothing is trimmed. */
                    new_password1: string;
                    /** @description Must match. */
                    new_password2: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Taken as typed: nothing is trimmed. */
                    new_password1: string;
                    /** @description Must match. */
                    new_password2: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Success"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersUndoToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the mailed link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetKey"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every other session has ended. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersSessionsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersFreshSignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshSignInOptions"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersFreshSignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    passkey?: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                    };
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    passkey?: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            authenticatorData: string;
                            signature: string;
                            userHandle?: string | null;
                        };
                    };
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshSignIn"] | components["schemas"]["Success"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersPasskeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        passkeys: components["schemas"]["Passkey"][];
                        /** @description Whether a password or a code alone signs nobody in. */
                        is_required: boolean;
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersPasskeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A label for the owner. */
                    name: string;
                    passkey: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            attestationObject: string;
                            transports?: string[];
                        };
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description A label for the owner. */
                    name: string;
                    passkey: {
                        id: string;
                        rawId: string;
                        /** @constant */
                        type: "public-key";
                        response: {
                            clientDataJSON: string;
                            attestationObject: string;
                            transports?: string[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersPasskeysOptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For `navigator.credentials.create`. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreationOptions"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersPasskeysId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiUsersPasskeysId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A label for the owner. */
                    name: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description A label for the owner. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passkey"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiUsersPasskeyRequirement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether a password or a code alone signs nobody in. */
                    is_required: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Whether a password or a code alone signs nobody in. */
                    is_required: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether a password or a code alone signs nobody in. */
                        is_required: boolean;
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersIdentities: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        identities: components["schemas"]["Identity"][];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiUsersIdentitiesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether it signs the customer in. */
                    is_allowed: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Whether it signs the customer in. */
                    is_allowed: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: components["schemas"]["ApiToken"][];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A label for the owner. */
                    name: string;
                    /** @description Days until it expires, 90 if omitted; null for never. */
                    days?: number | null;
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description A label for the owner. */
                    name: string;
                    /** @description Days until it expires, 90 if omitted; null for never. */
                    days?: number | null;
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiToken"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersTokensId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersActivity: {
        parameters: {
            query?: {
                /** @description `next` of the previous page. */
                before?: number;
            };
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersConsents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportLink"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersExportKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description From the link. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedData"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchUsersAnonymize: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A sentence for the account's owner. */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiUsersDeletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiUsersDeletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description A key of the caller's choice: repeating the request within a day returns the first response. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Taken as typed: nothing is trimmed. */
                    password?: string;
                    /** @description From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number. */
                    code?: string;
                    /** @description true requests another code, which voids the previous one. */
                    resend?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie": components["headers"]["Set-Cookie"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"] | components["schemas"]["Success"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiUsersDeletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminCustomers: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Where to begin without a cursor. */
                updated_since?: string;
                limit?: number;
            };
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCustomers"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminCustomersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCustomer"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiAdminCustomersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    first_name?: string;
                    last_name?: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    date_of_birth?: string | null;
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                };
                "application/x-www-form-urlencoded": {
                    first_name?: string;
                    last_name?: string;
                    /** @description `none` and `unknown` count as no answer. */
                    gender?: ("female" | "male") | null;
                    date_of_birth?: string | null;
                    /** @description One of the six languages, with or without a region: en, en-us. */
                    language_code?: string;
                    /** @description Consent to email; null: never asked. */
                    email_allowed?: boolean | null;
                    /** @description Consent to SMS; null: never asked. */
                    sms_allowed?: boolean | null;
                    /** @description Consent to calls; null: never asked. */
                    call_allowed?: boolean | null;
                    /** @description The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored. */
                    attributes?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCustomer"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminSegments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        segments: components["schemas"]["AdminSegment"][];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiAdminSegmentsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What customers see. */
                    name: string;
                    /** @description The lowest comes first. */
                    priority: number;
                    /** @description The price list that it brings. */
                    price_list_id: number;
                };
                "application/x-www-form-urlencoded": {
                    /** @description What customers see. */
                    name: string;
                    /** @description The lowest comes first. */
                    priority: number;
                    /** @description The price list that it brings. */
                    price_list_id: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminSegment"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminPriceLists: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        price_lists: components["schemas"]["AdminPriceList"][];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiAdminPriceListsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What customers see. */
                    name: string;
                    /** @description By which other systems know it. */
                    code: string;
                    /** @description ISO 4217. */
                    currency: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description What customers see. */
                    name: string;
                    /** @description By which other systems know it. */
                    code: string;
                    /** @description ISO 4217. */
                    currency: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPriceList"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminMemberships: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Made one by one, in this order. */
                    changes: {
                        /** @example 42 */
                        customer_id: number;
                        /** @example 108 */
                        segment_id: number;
                        /** @description false: taken away. */
                        is_assigned: boolean;
                    }[];
                };
                "application/x-www-form-urlencoded": {
                    /** @description Made one by one, in this order. */
                    changes: {
                        /** @example 42 */
                        customer_id: number;
                        /** @example 108 */
                        segment_id: number;
                        /** @description false: taken away. */
                        is_assigned: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMemberships"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putApiAdminSettingsName: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: Record<string, never> | null;
                };
                "application/x-www-form-urlencoded": {
                    value: Record<string, never> | null;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiAdminWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endpoints: {
                            /** @example 3 */
                            id: number;
                            /** @example https://crm.example.com/events */
                            url: string;
                            /**
                             * @example [
                             *       "consent.withdrawn"
                             *     ]
                             */
                            types: string[];
                            /** @enum {string} */
                            state: "enabled" | "failing" | "disabled";
                            /** @example null */
                            failing_since: string | null;
                            /** @example null */
                            disabled_at: string | null;
                            /**
                             * @description `gone` (410), `failing` or `asked`.
                             * @example null
                             */
                            disabled_reason: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-02-01T09:30:00.000000Z
                             */
                            created_at: string;
                            /**
                             * @description Events that it has not taken, up to 10,000.
                             * @example 0
                             */
                            waiting: number;
                            /**
                             * @description Events that were given up, up to 10,000.
                             * @example 0
                             */
                            dead: number;
                        }[];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description https in production, and outside of the store's own network.
                     * @example https://crm.example.com/events
                     */
                    url: string;
                    /**
                     * @description Which events it gets; empty for all.
                     * @default []
                     * @example [
                     *       "consent.withdrawn"
                     *     ]
                     */
                    types?: ("customer.created" | "customer.updated" | "customer.contact_proved" | "customer.deletion_asked" | "customer.deletion_withdrawn" | "customer.deleted" | "consent.given" | "consent.withdrawn" | "segment.assigned" | "segment.switched" | "segment.removed" | "card.joined" | "card.linked" | "card.left" | "points.changed")[];
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description https in production, and outside of the store's own network.
                     * @example https://crm.example.com/events
                     */
                    url: string;
                    /**
                     * @description Which events it gets; empty for all.
                     * @default []
                     * @example [
                     *       "consent.withdrawn"
                     *     ]
                     */
                    types?: ("customer.created" | "customer.updated" | "customer.contact_proved" | "customer.deletion_asked" | "customer.deletion_withdrawn" | "customer.deleted" | "consent.given" | "consent.withdrawn" | "segment.assigned" | "segment.switched" | "segment.removed" | "card.joined" | "card.linked" | "card.left" | "points.changed")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedWebhookEndpoint"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiAdminWebhooksId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiAdminWebhooksId: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    is_enabled: boolean;
                };
                "application/x-www-form-urlencoded": {
                    is_enabled: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminWebhooksIdTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestedWebhookEndpoint"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminWebhooksIdReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
                /** @description `handling=strict` refuses unknown keys with 400 instead of ignoring them. */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The id of an event, or a time: everything from then on.
                     * @example 2026-02-01T09:30:00Z
                     */
                    from: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description The id of an event, or a time: everything from then on.
                     * @example 2026-02-01T09:30:00Z
                     */
                    from: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedEvents"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postApiAdminWebhooksIdSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedWebhookEndpoint"];
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiHealthLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiHealthReady: {
        parameters: {
            query?: never;
            header?: {
                /** @description Language of messages: tr, en, ar, ru, de, fr. */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                        /**
                         * @description The checks that fail; `migrations` is told once there is a database.
                         * @example []
                         */
                        failing: ("database" | "migrations" | "draining")[];
                    };
                };
            };
            /** @description An error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveCustomerCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.created";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description An account was made. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomerUpdated: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.updated";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description Fields of a profile were written, whoever did. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description Which were written.
                         * @example [
                         *       "first_name",
                         *       "phone"
                         *     ]
                         */
                        fields: string[];
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomerContactProved: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.contact_proved";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer has shown that the address or number is theirs. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /** @enum {string} */
                        contact: "email" | "phone";
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomerDeletionAsked: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.deletion_asked";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The account will be deleted: stop writing and calling now, whatever consents it had. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * Format: date-time
                         * @example 2026-02-01T09:30:00.000000Z
                         */
                        due_at: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomerDeletionWithdrawn: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.deletion_withdrawn";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The account stays, and its consents count again. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCustomerDeleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "customer.deleted";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The account is gone: forget the customer. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveConsentGiven: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "consent.given";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer agrees to be written to or called. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /** @enum {string} */
                        channel: "email" | "sms" | "call";
                        /**
                         * @description null: never asked.
                         * @example null
                         */
                        old_value: boolean | null;
                        /** @example 2026-01 */
                        wording_version: string;
                        /**
                         * @description The form or endpoint it came from.
                         * @example profile
                         */
                        source: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveConsentWithdrawn: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "consent.withdrawn";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer no longer agrees, or never did. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /** @enum {string} */
                        channel: "email" | "sms" | "call";
                        /**
                         * @description null: never asked.
                         * @example null
                         */
                        old_value: boolean | null;
                        /** @example 2026-01 */
                        wording_version: string;
                        /**
                         * @description The form or endpoint it came from.
                         * @example profile
                         */
                        source: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveSegmentAssigned: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "segment.assigned";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer may shop with the segment. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The segment's `pk`.
                         * @example 108
                         */
                        segment_id: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveSegmentSwitched: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "segment.switched";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer shops with the segment from now on. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The segment's `pk`.
                         * @example 108
                         */
                        segment_id: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveSegmentRemoved: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "segment.removed";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer may shop with the segment no longer; where it was the active one, none is. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The segment's `pk`.
                         * @example 108
                         */
                        segment_id: number;
                        was_active: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCardJoined: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "card.joined";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer has joined the programme, or come back to it. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The loyalty programme.
                         * @enum {string}
                         */
                        provider: "embedded" | "http" | "voucherify";
                        /** @example 7000123412341234 */
                        account_number: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCardLinked: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "card.linked";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer has linked an account that they had. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The loyalty programme.
                         * @enum {string}
                         */
                        provider: "embedded" | "http" | "voucherify";
                        /** @example 7000123412341234 */
                        account_number: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receiveCardLeft: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "card.left";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description The customer has left the programme. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /**
                         * @description The loyalty programme.
                         * @enum {string}
                         */
                        provider: "embedded" | "http" | "voucherify";
                        /** @example 7000123412341234 */
                        account_number: string;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    receivePointsChanged: {
        parameters: {
            query?: never;
            header: {
                /** @description The same however often the message is sent. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since 1970, of this attempt. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "points.changed";
                    /**
                     * Format: date-time
                     * @description When it happened.
                     * @example 2026-02-01T09:30:00.000000Z
                     */
                    timestamp: string;
                    /** @description Points of the embedded programme came or went, on an account that a customer has a card of. */
                    data: {
                        /**
                         * @description The customer's `pk`.
                         * @example 42
                         */
                        customer_id: number;
                        /** @example 7000123412341234 */
                        account_number: string;
                        /** @enum {string} */
                        kind: "welcome" | "earn" | "spend" | "reverse" | "expire" | "adjust";
                        /**
                         * @description Signed.
                         * @example -50
                         */
                        points: number;
                    };
                };
            };
        };
        responses: {
            /** @description No longer wanted: nothing more is sent. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. Anything else is tried again for a day. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
